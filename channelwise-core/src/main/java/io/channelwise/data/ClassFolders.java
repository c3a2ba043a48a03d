package io.channelwise.data;

import io.channelwise.runtime.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** One level of class folders: lists the classes, and sorts their files into images and skipped ones. */
final class ClassFolders {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jfif", "png", "bmp", "gif", "webp");

    private final Path root;
    private final List<String> skipped;

    /** What cannot be used is added to {@code skipped}, as {@code PATH: reason}. */
    ClassFolders(Path root, List<String> skipped) {
        this.root = root;
        this.skipped = skipped;
    }

    /** The class folders' names, sorted; files beside them are skipped. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Path entry : entries(root)) {
            if (isHidden(entry)) {
                skip(entry, "hidden");
            } else if (Files.isDirectory(entry)) {
                names.add(entry.getFileName().toString());
            } else {
                skip(entry, "lies in no class folder");
            }
        }
        return names;
    }

    /** The usable images of every class that has a folder here, each with its index in {@code classes}. */
    List<LabelledFile> images(List<String> classes) {
        List<LabelledFile> images = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path folder = root.resolve(classes.get(label));
            if (Files.isDirectory(folder)) {
                addImages(folder, label, images);
            }
        }
        return images;
    }

    private void addImages(Path folder, int label, List<LabelledFile> images) {
        for (Path entry : entries(folder)) {
            String reason = reasonToSkip(entry);
            if (reason == null) {
                images.add(new LabelledFile(entry, label));
            } else {
                skip(entry, reason);
            }
        }
    }

    private static String reasonToSkip(Path file) {
        if (isHidden(file)) {
            return "hidden";
        }
        if (Files.isDirectory(file)) {
            return "a folder inside a class folder";
        }
        if (!EXTENSIONS.contains(extension(file))) {
            return "its name does not end in one of "
                    + String.join(", ", EXTENSIONS.stream().sorted().toList());
        }
        try {
            ImageDecoder.probe(file);
            return null;
        } catch (DataException e) {
            return e.getMessage();
        } catch (IOException e) {
            return Files.exists(file) ? "cannot be read" : "a link to nowhere";
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private void skip(Path file, String reason) {
        skipped.add(file + ": " + reason);
    }

    /** A folder's entries, ordered by name alone, so that every file system gives the same order. */
    static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(
                            Comparator.comparing(entry -> entry.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be listed: " + IoReasons.of(e), e);
        }
    }
}
