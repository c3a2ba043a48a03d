package io.channelwise.data;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Function;

/** The datasets that a data word can name, each with its reader, its official files and its defaults. */
@SuppressWarnings("ImmutableEnumChecker") // Readers are method references and the records are constants.
public enum DatasetName {
    /** Drawings made here, see {@link Shapes}. */
    SHAPES(
            "shapes",
            null,
            folder -> Shapes.splits(DatasetName.SEED),
            DataDefaults.rgb(OptionalInt.of(Shapes.SIZE), rgb(0.5, 0.5, 0.5), rgb(0.5, 0.5, 0.5))),
    /** Handwritten digits. A mirrored digit is none, so no flips. */
    MNIST(
            "mnist",
            OfficialFiles.MNIST,
            MnistDataset::mnist,
            DataDefaults.grey(MnistDataset.SIZE, 0.1307f, 0.3081f, false)),
    /** Clothes. */
    FASHION_MNIST(
            "fashion-mnist",
            OfficialFiles.FASHION_MNIST,
            MnistDataset::fashionMnist,
            DataDefaults.grey(MnistDataset.SIZE, 0.2860f, 0.3530f, true)),
    /** Small photographs in ten classes. */
    CIFAR10(
            "cifar10",
            OfficialFiles.CIFAR10,
            CifarDataset::cifar10,
            DataDefaults.rgb(
                    OptionalInt.of(CifarDataset.SIZE), rgb(0.4914, 0.4822, 0.4465), rgb(0.2470, 0.2435, 0.2616))),
    /** Small photographs in a hundred classes. */
    CIFAR100(
            "cifar100",
            OfficialFiles.CIFAR100,
            CifarDataset::cifar100,
            DataDefaults.rgb(
                    OptionalInt.of(CifarDataset.SIZE), rgb(0.5071, 0.4865, 0.4409), rgb(0.2673, 0.2564, 0.2762))),
    /** One's own images, a folder a class; ImageNet's means, as pre-trained weights expect them. */
    FOLDER(
            "folder",
            null,
            folder -> ImageFolders.open(folder, DatasetName.SEED),
            DataDefaults.rgb(OptionalInt.empty(), rgb(0.485, 0.456, 0.406), rgb(0.229, 0.224, 0.225)));

    /** The data stays the same whatever seed a training run takes. */
    static final long SEED = 0;

    private final String word;
    private final OfficialFiles officialFiles;
    private final Function<Path, Splits> reader;
    private final DataDefaults defaults;

    DatasetName(String word, OfficialFiles officialFiles, Function<Path, Splits> reader, DataDefaults defaults) {
        this.word = word;
        this.officialFiles = officialFiles;
        this.reader = reader;
        this.defaults = defaults;
    }

    /** How a command line calls it, such as {@code fashion-mnist}. */
    public String word() {
        return word;
    }

    /** Image size, normalization and whether flips are safe. */
    public DataDefaults defaults() {
        return defaults;
    }

    /** What can be downloaded; null for the drawings and for folders. */
    OfficialFiles officialFiles() {
        return officialFiles;
    }

    Splits read(Path folder) {
        return reader.apply(folder);
    }

    private static float[] rgb(double red, double green, double blue) {
        return new float[] {(float) red, (float) green, (float) blue};
    }
}
