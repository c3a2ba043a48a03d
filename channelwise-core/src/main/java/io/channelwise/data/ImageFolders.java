package io.channelwise.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A folder of images with one sub-folder a class, as torchvision's {@code ImageFolder} reads them. Classes are the
 * sub-folders' names, sorted.
 *
 * <p>Where the folder holds {@code train}, that is what a network learns from, and {@code val}, {@code valid},
 * {@code validation} or {@code test}, the first that is there, what it is judged by. Where there is none, a fifth of
 * every class, at least one image, is held out by a seeded draw.
 *
 * <p>Opening reads each file's first bytes only. Every file is either used or named in {@link Splits#skipped()}.
 */
public final class ImageFolders {

    private static final String TRAIN = "train";
    private static final List<String> HELD_OUT = List.of("val", "valid", "validation", "test");
    private static final double HELD_OUT_SHARE = 0.2;

    private final Path root;
    private final long seed;
    private final List<String> skipped = new ArrayList<>();

    private ImageFolders(Path root, long seed) {
        this.root = root;
        this.seed = seed;
    }

    /**
     * Opens the folder.
     *
     * @param seed of the draw that holds images out, where the folder does not come divided
     * @throws DataException where there is no such folder, fewer than two classes, or a class without images
     */
    public static Splits open(Path folder, long seed) {
        Folders.require(folder);
        return new ImageFolders(folder, seed).open();
    }

    private Splits open() {
        Optional<String> heldOut = HELD_OUT.stream().filter(this::holds).findFirst();
        if (!holds(TRAIN)) {
            if (heldOut.isPresent()) {
                throw new DataException(root + ": holds " + heldOut.get() + " but no train; expected both, or neither");
            }
            return divide(root);
        }
        skipBeside(heldOut.orElse(TRAIN));
        Path train = root.resolve(TRAIN);
        return heldOut.map(name -> asDivided(train, root.resolve(name))).orElseGet(() -> divide(train));
    }

    private boolean holds(String name) {
        return Files.isDirectory(root.resolve(name));
    }

    private void skipBeside(String heldOut) {
        for (Path entry : ClassFolders.entries(root)) {
            String name = entry.getFileName().toString();
            if (!name.equals(TRAIN) && !name.equals(heldOut)) {
                skipped.add(entry + ": lies beside train");
            }
        }
    }

    private Splits asDivided(Path train, Path heldOut) {
        ClassFolders trainFolders = new ClassFolders(train, skipped);
        List<String> classes = classes(train, trainFolders);
        ClassFolders heldOutFolders = new ClassFolders(heldOut, skipped);
        TreeSet<String> unknown = new TreeSet<>(heldOutFolders.names());
        unknown.removeAll(classes);
        if (!unknown.isEmpty()) {
            throw new DataException(heldOut + ": holds the class " + unknown.first() + ", which " + train + " has not");
        }
        List<LabelledFile> images = trainFolders.images(classes);
        countPerClass(train, classes, images, 1);
        List<LabelledFile> heldOutImages = heldOutFolders.images(classes);
        if (heldOutImages.isEmpty()) {
            throw new DataException(heldOut + ": holds no usable image" + firstSkipped());
        }
        return splits(classes, images, heldOutImages, "");
    }

    private Splits divide(Path folder) {
        ClassFolders folders = new ClassFolders(folder, skipped);
        List<String> classes = classes(folder, folders);
        List<LabelledFile> images = folders.images(classes);
        int[] counts = countPerClass(folder, classes, images, 2);
        List<LabelledFile> train = new ArrayList<>();
        List<LabelledFile> heldOut = new ArrayList<>();
        int start = 0;
        for (int label = 0; label < counts.length; label++) {
            boolean[] drawn = draw(counts[label], label);
            for (int i = 0; i < drawn.length; i++) {
                (drawn[i] ? heldOut : train).add(images.get(start + i));
            }
            start += counts[label];
        }
        return splits(classes, train, heldOut, division());
    }

    /** Marks a fifth of a class's images, at least one. */
    private boolean[] draw(int count, int label) {
        boolean[] drawn = new boolean[count];
        int[] order = Seeds.permutation(count, Seeds.random(seed, label));
        for (int i = 0; i < Math.max(1, Math.round(count * HELD_OUT_SHARE)); i++) {
            drawn[order[i]] = true;
        }
        return drawn;
    }

    private String division() {
        return String.format(
                Locale.ROOT,
                "The folder came undivided: %.0f %% of each class, drawn with the seed %d, are held out for the test.",
                100 * HELD_OUT_SHARE,
                seed);
    }

    private Splits splits(List<String> classes, List<LabelledFile> train, List<LabelledFile> heldOut, String division) {
        return new Splits(
                new ImageFolder(root + " train", classes, train),
                new ImageFolder(root + " validation", classes, heldOut),
                skipped,
                division);
    }

    private List<String> classes(Path folder, ClassFolders folders) {
        List<String> classes = folders.names();
        if (classes.isEmpty()) {
            throw new DataException(folder + ": holds no class folders; expected one folder of images for each class");
        }
        if (classes.size() == 1) {
            throw new DataException(folder + ": holds a single class, " + classes.get(0) + "; expected two or more");
        }
        return classes;
    }

    private int[] countPerClass(Path folder, List<String> classes, List<LabelledFile> images, int least) {
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
        return counts;
    }

    private String firstSkipped() {
        return skipped.isEmpty() ? "" : " (skipped " + skipped.size() + ", first " + skipped.get(0) + ")";
    }
}
