package io.channelwise.data;

import io.channelwise.models.ClosestNames;
import io.channelwise.runtime.CacheFolder;
import io.channelwise.runtime.UserPaths;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A command line's data word: {@code shapes}; {@code mnist}, {@code fashion-mnist}, {@code cifar10} or
 * {@code cifar100}, each downloaded or, as {@code cifar10:FOLDER}, read from a folder with the official files; or
 * {@code folder:PATH} for one's own images.
 *
 * @param name which dataset
 * @param folder where its files lie; empty for {@code shapes} and for a download
 */
public record DatasetSpec(DatasetName name, Optional<Path> folder) {

    /** Checks that a folder is given where one is needed, and only there. */
    public DatasetSpec {
        if (name == DatasetName.SHAPES && folder.isPresent()) {
            throw new IllegalArgumentException("data shapes takes no folder; it is drawn, not read");
        }
        if (name == DatasetName.FOLDER && folder.isEmpty()) {
            throw new IllegalArgumentException("data folder needs a path: folder:PATH");
        }
    }

    /**
     * Reads a data word.
     *
     * @throws IllegalArgumentException that lists what is allowed, where the word names no dataset
     */
    public static DatasetSpec parse(String word) {
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        String path = colon < 0 ? "" : word.substring(colon + 1);
        if (colon >= 0 && path.isBlank()) {
            throw new IllegalArgumentException("data " + word + ": no path after the colon");
        }
        return new DatasetSpec(named(name, word), colon < 0 ? Optional.empty() : Optional.of(UserPaths.of(path)));
    }

    private static DatasetName named(String word, String whole) {
        return Arrays.stream(DatasetName.values())
                .filter(name -> name.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unknown(word, whole));
    }

    private static IllegalArgumentException unknown(String word, String whole) {
        if (isFolder(whole)) {
            return new IllegalArgumentException("data " + whole
                    + ": no such dataset; for the images in the folder of that name say folder:" + whole);
        }
        List<String> words =
                Arrays.stream(DatasetName.values()).map(DatasetName::word).toList();
        String closest = ClosestNames.to(word, words).get(0);
        return new IllegalArgumentException("data " + word + ": no such dataset; closest is " + closest
                + "; allowed: shapes, mnist[:FOLDER], fashion-mnist[:FOLDER], cifar10[:FOLDER], cifar100[:FOLDER],"
                + " folder:PATH");
    }

    private static boolean isFolder(String word) {
        try {
            return Files.isDirectory(UserPaths.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Opens the dataset without a word on the way. */
    public Splits open() {
        return open(message -> {});
    }

    /**
     * Opens the dataset, after downloading its official files where no folder is given and none are in
     * {@link CacheFolder}.
     *
     * @param log takes a line for each download
     * @throws DataException where a file is missing, broken or cannot be downloaded
     */
    public Splits open(Consumer<String> log) {
        return open(log, Reading.TRAINING);
    }

    /**
     * The same.
     *
     * @param reading for what a folder of one's own images is read
     */
    public Splits open(Consumer<String> log, Reading reading) {
        if (name == DatasetName.FOLDER) {
            return ImageFolders.open(folder.orElseThrow(), DatasetName.SEED, reading);
        }
        if (folder.isEmpty() && name.officialFiles() != null) {
            return name.read(
                    name.officialFiles().fetch(CacheFolder.named("datasets").resolve(name.word()), name.word(), log));
        }
        return name.read(folder.orElse(null));
    }

    /** Image size, normalization and whether flips are safe. */
    public DataDefaults defaults() {
        return name.defaults();
    }

    /** The same data in a folder that is named from the root on, so that it is found from everywhere. */
    public DatasetSpec absolute() {
        return new DatasetSpec(name, folder.map(Path::toAbsolutePath).map(Path::normalize));
    }

    /** The data word again. */
    @Override
    public String toString() {
        return folder.map(path -> name.word() + ":" + path).orElse(name.word());
    }
}
