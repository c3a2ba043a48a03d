package io.channelwise.data;

import io.channelwise.runtime.RegularFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * CIFAR-10 and CIFAR-100 (Krizhevsky 2009) in their binary versions: RGB images of 32 x 32 pixels. A record holds its
 * label or, for CIFAR-100, the coarse and the fine label, of which the fine one is used; then the red, the green and
 * the blue plane. Parts of the official files are read as well, as long as they end with a record.
 */
public final class CifarDataset implements Dataset {

    /** Columns and rows of an image. */
    public static final int SIZE = 32;

    private static final int PLANE = SIZE * SIZE;
    private static final long MAX_BYTES = 1L << 30;

    private final CifarFormat format;
    private final String part;
    private final List<String> classes;
    private final byte[] records;

    private CifarDataset(CifarFormat format, String part, List<String> classes, byte[] records) {
        this.format = format;
        this.part = part;
        this.classes = classes;
        this.records = records;
    }

    /**
     * Reads {@code data_batch_*.bin} and {@code test_batch*.bin}, in the order of their names.
     *
     * @param folder the folder with the files, or the one that holds {@code cifar-10-batches-bin}
     * @throws DataException that names the file that is missing or broken
     */
    public static Splits cifar10(Path folder) {
        return splits(CifarFormat.CIFAR10, folder);
    }

    /**
     * Reads {@code train*.bin} and {@code test*.bin}, in the order of their names.
     *
     * @param folder the folder with the files, or the one that holds {@code cifar-100-binary}
     * @throws DataException that names the file that is missing or broken
     */
    public static Splits cifar100(Path folder) {
        return splits(CifarFormat.CIFAR100, folder);
    }

    private static Splits splits(CifarFormat format, Path folder) {
        Folders.require(folder);
        Path inner = folder.resolve(format.officialFolder());
        Path home = Files.isDirectory(inner) ? inner : folder;
        List<String> classes = format.classes(home);
        return Splits.of(
                new CifarDataset(format, "train", classes, readAll(format, home, format.trainFiles(), classes.size())),
                new CifarDataset(format, "test", classes, readAll(format, home, format.testFiles(), classes.size())));
    }

    private static byte[] readAll(CifarFormat format, Path folder, String prefix, int classes) {
        try {
            List<Path> files = find(folder, prefix);
            long total = 0;
            for (Path file : files) {
                total += checkedLength(format, file);
            }
            if (total > MAX_BYTES) {
                throw new DataException(folder + ": " + total + " bytes of " + prefix + "*.bin; allowed: " + MAX_BYTES);
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream((int) total);
            for (Path file : files) {
                all.write(checkedRecords(format, file, classes));
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read: " + e, e);
        }
    }

    private static List<Path> find(Path folder, String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(file -> matches(file.getFileName().toString(), prefix))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new DataException(folder + ": holds no file " + prefix + "*.bin");
            }
            return files;
        }
    }

    private static boolean matches(String name, String prefix) {
        return name.startsWith(prefix) && name.endsWith(".bin");
    }

    private static long checkedLength(CifarFormat format, Path file) throws IOException {
        long length = RegularFiles.size(file);
        if (length == 0 || length % format.recordBytes() != 0) {
            throw new DataException(file + ": " + length + " bytes; expected a multiple of " + format.recordBytes()
                    + ", the length of a record");
        }
        return length;
    }

    private static byte[] checkedRecords(CifarFormat format, Path file, int classes) throws IOException {
        byte[] records = RegularFiles.bytes(file);
        byte[] labels = new byte[records.length / format.recordBytes()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = records[i * format.recordBytes() + format.labelAt()];
        }
        Labels.check(labels, classes, i -> file + ": the label of record " + i);
        return records;
    }

    @Override
    public String name() {
        return format.word() + " " + part;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int size() {
        return records.length / format.recordBytes();
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public int label(int i) {
        return records[i * format.recordBytes() + format.labelAt()];
    }

    @Override
    public String id(int i) {
        return part + " record " + i;
    }

    @Override
    public Image image(int i) {
        int from = i * format.recordBytes() + format.labelAt() + 1;
        byte[] planes = Arrays.copyOfRange(records, from, from + 3 * PLANE);
        byte[] pixels = new byte[3 * PLANE];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            for (int c = 0; c < 3; c++) {
                pixels[3 * pixel + c] = planes[c * PLANE + pixel];
            }
        }
        return new Image(3, SIZE, SIZE, pixels);
    }
}
