package io.channelwise.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * MNIST (LeCun et al. 1998) and Fashion-MNIST (Xiao et al. 2017): grey images of 28 x 28 pixels in ten classes, read
 * from the four official IDX files, plain or gzipped.
 */
public final class MnistDataset implements Dataset {

    /** Columns and rows of an image. */
    public static final int SIZE = 28;

    /** MNIST's classes: the digits. */
    static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    /** Fashion-MNIST's classes, in its authors' words. */
    static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private final String name;
    private final String part;
    private final List<String> classes;
    private final byte[] images;
    private final byte[] labels;

    private MnistDataset(String name, String part, List<String> classes, Path folder, String prefix) {
        this.name = name;
        this.part = part;
        this.classes = classes;
        IdxFile imageFile = IdxFile.read(folder, prefix + "-images-idx3-ubyte", 3);
        IdxFile labelFile = IdxFile.read(folder, prefix + "-labels-idx1-ubyte", 1);
        images = imageFile.values();
        labels = labelFile.values();
        check(folder + "/" + prefix, imageFile.dimensions());
    }

    /**
     * Reads MNIST.
     *
     * @throws DataException that names the file that is missing, broken or mislabelled
     */
    public static Splits mnist(Path folder) {
        return splits("mnist", DIGITS, folder);
    }

    /**
     * Reads Fashion-MNIST.
     *
     * @throws DataException that names the file that is missing, broken or mislabelled
     */
    public static Splits fashionMnist(Path folder) {
        return splits("fashion-mnist", FASHION, folder);
    }

    private static Splits splits(String name, List<String> classes, Path folder) {
        Folders.require(folder);
        return Splits.of(
                new MnistDataset(name, "train", classes, folder, "train"),
                new MnistDataset(name, "test", classes, folder, "t10k"));
    }

    private void check(String files, int[] dimensions) {
        if (dimensions[1] != SIZE || dimensions[2] != SIZE) {
            throw new DataException(files + "-images-idx3-ubyte: dimensions " + Arrays.toString(dimensions)
                    + "; expected images of " + SIZE + " x " + SIZE);
        }
        if (dimensions[0] != labels.length) {
            throw new DataException(files + "-labels-idx1-ubyte: " + labels.length + " labels for " + dimensions[0]
                    + " images; expected as many");
        }
        Labels.check(labels, classes.size(), i -> files + "-labels-idx1-ubyte: label " + i);
    }

    @Override
    public String name() {
        return name + " " + part;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int label(int i) {
        return labels[i];
    }

    @Override
    public String id(int i) {
        return part + " record " + i;
    }

    @Override
    public Image image(int i) {
        int from = i * SIZE * SIZE;
        return new Image(1, SIZE, SIZE, Arrays.copyOfRange(images, from, from + SIZE * SIZE));
    }
}
