package io.channelwise.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which of a folder's sub-folders are its parts: {@code train} or {@code training}, and {@code val}, {@code valid},
 * {@code validation}, {@code test} or {@code testing}, the first that is there, in any case. A folder of such a name with
 * images right in it is a class among others, as of trains.
 *
 * @param train what a network learns from; empty if the folder came undivided
 * @param heldOut what it is judged by
 */
record FolderParts(Optional<Path> train, Optional<Path> heldOut) {

    private static final List<String> TRAIN = List.of("train", "training");
    private static final List<String> HELD_OUT = List.of("val", "valid", "validation", "test", "testing");

    private static final Pattern LIKE_TRAIN = like("train|training");
    private static final Pattern LIKE_HELD_OUT = like("val|valid|validation|test|testing");

    private static Pattern like(String words) {
        return Pattern.compile("(?i)(.*[^a-z])?(" + words + ")(set)?([^a-z].*)?");
    }

    /** @throws DataException where only one part is there, or names are nearly those of parts */
    static FolderParts of(Path root) {
        List<Path> folders = ImageFiles.entries(root).stream()
                .filter(entry -> ImageFiles.foreign(entry) == null && Files.isDirectory(entry))
                .toList();
        boolean others = folders.stream().anyMatch(folder -> !isNamed(folder, TRAIN) && !isNamed(folder, HELD_OUT));
        Optional<Path> train = first(folders, TRAIN, others);
        Optional<Path> heldOut = first(folders, HELD_OUT, others);
        if (train.isEmpty() && heldOut.isPresent()) {
            throw new DataException(
                    root + ": holds " + FileNames.of(heldOut.get()) + " but no train; expected both, or neither");
        }
        if (train.isEmpty()) {
            refuseNearly(root, folders);
        }
        return new FolderParts(train, heldOut);
    }

    private static boolean isNamed(Path folder, List<String> names) {
        return names.stream().anyMatch(name -> name.equalsIgnoreCase(FileNames.of(folder)));
    }

    private static Optional<Path> first(List<Path> folders, List<String> names, boolean others) {
        return names.stream()
                .flatMap(name -> Stream.concat(
                        folders.stream().filter(folder -> FileNames.of(folder).equals(name)),
                        folders.stream().filter(folder -> FileNames.of(folder).equalsIgnoreCase(name))))
                .filter(folder -> !others || !ImageFiles.lieIn(folder))
                .findFirst();
    }

    /** Taken for classes, {@code seg_train} and {@code seg_test} would teach a network to tell the parts apart. */
    private static void refuseNearly(Path root, List<Path> folders) {
        Optional<Path> train = nearly(folders, LIKE_TRAIN);
        Optional<Path> heldOut = nearly(folders, LIKE_HELD_OUT);
        if (train.isPresent() && heldOut.isPresent()) {
            throw new DataException(root + ": " + FileNames.of(train.get()) + " and " + FileNames.of(heldOut.get())
                    + " look like the parts of a divided folder; call them train and val, or test");
        }
    }

    private static Optional<Path> nearly(List<Path> folders, Pattern name) {
        return folders.stream()
                .filter(folder -> name.matcher(FileNames.of(folder)).matches() && !ImageFiles.lieIn(folder))
                .findFirst();
    }

    /** What to say of a single class that holds folders itself; nothing if it holds none. */
    static String within(Path single) {
        boolean folders = Files.isDirectory(single)
                && ImageFiles.entries(single).stream()
                                .filter(Files::isDirectory)
                                .count()
                        > 1;
        return folders ? "; if the classes are in that folder, name it: folder:" + single : "";
    }
}
