package io.channelwise.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A folder of images with one sub-folder a class, as torchvision's {@code ImageFolder} reads them: classes are the
 * sub-folders' names, sorted, and images lie in them or in folders below them, as {@link ImageFiles} finds them.
 *
 * <p>Where the folder holds {@code train} or {@code training}, that is what a network learns from, and {@code val},
 * {@code valid}, {@code validation}, {@code test} or {@code testing}, the first that is there, what it is judged by. Where
 * there is none, about a fifth of the images is held out, each by a hash of its name, see {@link Division}.
 *
 * <p>Opening reads each file's first bytes only. Every file is either used or named in {@link Splits#skipped()}.
 */
public final class ImageFolders {

    private static final int MOST_NAMED = 5;

    private final Path root;
    private final long seed;
    private final Reading reading;
    private final List<String> skipped = new ArrayList<>();

    private ImageFolders(Path root, long seed, Reading reading) {
        this.root = root;
        this.seed = seed;
        this.reading = reading;
    }

    /**
     * Opens the folder for a new training.
     *
     * @param seed of the hash that holds images out, where the folder does not come divided
     * @throws DataException where there is no such folder, fewer than two classes, or a class without images
     */
    public static Splits open(Path folder, long seed) {
        return open(folder, seed, Reading.TRAINING);
    }

    /**
     * Opens the folder.
     *
     * @param seed of the hash that holds images out, where the folder does not come divided
     * @param reading for what, and beside which record
     * @throws DataException where there is no such folder, too few classes, a class without images, or not what is on
     *     record
     */
    public static Splits open(Path folder, long seed, Reading reading) {
        Folders.require(folder);
        return new ImageFolders(folder, seed, reading).open();
    }

    private Splits open() {
        FolderParts parts = FolderParts.of(root);
        if (parts.train().isEmpty()) {
            return divide(root, "");
        }
        Path train = parts.train().get();
        skipBeside(train, parts.heldOut().orElse(train));
        return parts.heldOut()
                .map(heldOut -> asDivided(train, heldOut))
                .orElseGet(() -> divide(train, FileNames.of(train) + "/"));
    }

    private void skipBeside(Path train, Path heldOut) {
        for (Path entry : ImageFiles.entries(root)) {
            if (!entry.equals(train) && !entry.equals(heldOut)) {
                skipped.add(entry + ": lies beside " + FileNames.of(train));
            }
        }
    }

    private Splits asDivided(Path train, Path heldOut) {
        if (reading.required() && reading.sides().isPresent()) {
            throw new DataException(root + ": holds " + FileNames.of(heldOut) + " now, and came undivided when "
                    + reading.sides().get().origin() + " began");
        }
        ClassFolders trainFolders = new ClassFolders(train, skipped);
        ClassFolders heldOutFolders = new ClassFolders(heldOut, skipped);
        TreeSet<String> unknown = new TreeSet<>(heldOutFolders.names());
        unknown.removeAll(trainFolders.names());
        if (!unknown.isEmpty() && !trainFolders.names().isEmpty()) {
            throw new DataException(heldOut + ": holds the class " + unknown.first() + ", which " + train + " has not");
        }
        List<String> classes = classes(train, trainFolders);
        List<LabelledFile> images = trainFolders.images(classes);
        requireOfEach(train, classes, images, 1);
        List<LabelledFile> heldOutImages = heldOutFolders.images(classes);
        if (heldOutImages.isEmpty()) {
            throw new DataException(heldOut + ": holds no usable image" + firstSkipped());
        }
        return new Splits(
                images("train", FileNames.of(train) + "/", classes, images),
                images("validation", FileNames.of(heldOut) + "/", classes, heldOutImages),
                skipped,
                "",
                List.of());
    }

    private Splits divide(Path folder, String part) {
        ClassFolders folders = new ClassFolders(folder, skipped);
        List<String> classes = classes(folder, folders);
        List<LabelledFile> images = folders.images(classes);
        requireOfEach(folder, classes, images, reading.training() ? 2 : 1);
        Set<String> names = images.stream().map(image -> part + image.name()).collect(Collectors.toSet());
        Reading beside = reading.sides().filter(sides -> fit(sides, names)).isPresent()
                ? reading
                : reading.beside(Optional.empty());
        Division.Sides sides = new Division(seed, beside, part).of(images);
        if (reading.training()) {
            requireOfEach(folder, classes, sides.train(), 1);
        }
        if (sides.heldOut().isEmpty()) {
            throw new DataException(root + ": none of the " + images.size() + " images is a test image");
        }
        List<String> notes = new ArrayList<>();
        beside.sides().flatMap(known -> known.changes(names)).ifPresent(notes::add);
        noteUntested(classes, sides.heldOut(), notes);
        return new Splits(
                images("train", part, classes, sides.train()),
                images("validation", part, classes, sides.heldOut()),
                skipped,
                beside.sides().map(ImageFolders::division).orElseGet(ImageFolders::division),
                notes);
    }

    private boolean fit(KnownSides sides, Set<String> names) {
        boolean fits = sides.fit(names);
        if (!fits && reading.required()) {
            throw new DataException(root + ": fewer than half of the test images of " + sides.origin()
                    + " are there, which its held-out.txt names; where its data has moved, say --data folder:NEW");
        }
        return fits || sides.here();
    }

    private static void noteUntested(List<String> classes, List<LabelledFile> heldOut, List<String> notes) {
        Set<Integer> tested = heldOut.stream().map(LabelledFile::label).collect(Collectors.toSet());
        List<String> untested = classes.stream()
                .filter(name -> !tested.contains(classes.indexOf(name)))
                .toList();
        if (!untested.isEmpty()) {
            String names = String.join(", ", untested.subList(0, Math.min(MOST_NAMED, untested.size())));
            notes.add((untested.size() == 1 ? "1 class has" : untested.size() + " classes have")
                    + " no test image, as no name of its few is on that side: " + names
                    + (untested.size() > MOST_NAMED ? ", ..." : ""));
        }
    }

    private static String division(KnownSides known) {
        return "The folder came undivided: the test is on the images that " + known.origin()
                + " has held out and, of those"
                + " that are new since, on about a fifth, each chosen by a hash of its name.";
    }

    private static String division() {
        return String.format(
                Locale.ROOT,
                "The folder came undivided: about %.0f %% of the images are held out for the test, each by a hash of its "
                        + "name, so that it keeps its side when others come or go; a renamed image is a new one.",
                100 * Division.HELD_OUT_SHARE);
    }

    private ImageFolder images(String side, String part, List<String> classes, List<LabelledFile> files) {
        return new ImageFolder(root + " " + side, root, part, classes, files);
    }

    private List<String> classes(Path folder, ClassFolders folders) {
        List<String> classes = folders.names();
        if (classes.isEmpty()) {
            throw new DataException(folder + ": holds no class folders; expected one folder of images for each class");
        }
        if (classes.size() == 1 && reading.training()) {
            throw new DataException(folder + ": holds a single class, " + classes.get(0) + "; expected two or more"
                    + FolderParts.within(folder.resolve(classes.get(0))) + firstSkipped());
        }
        return classes;
    }

    private void requireOfEach(Path folder, List<String> classes, List<LabelledFile> images, int least) {
        int[] counts = new int[classes.size()];
        for (LabelledFile image : images) {
            counts[image.label()]++;
        }
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] < least) {
                throw new DataException(folder.resolve(classes.get(label)) + ": holds " + counts[label]
                        + " usable images; expected at least " + least + firstSkipped());
            }
        }
    }

    private String firstSkipped() {
        return skipped.isEmpty() ? "" : " (skipped " + skipped.size() + ", first " + skipped.get(0) + ")";
    }
}
