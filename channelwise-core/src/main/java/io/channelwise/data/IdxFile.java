package io.channelwise.data;

import io.channelwise.runtime.RegularFiles;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * An array of unsigned bytes in the IDX format of MNIST: two zero bytes, the type (8), the number of dimensions, the
 * dimensions as big-endian 32-bit numbers, and the bytes. Gzipped where the name ends in {@code .gz}.
 *
 * @param dimensions such as [60000, 28, 28] for images and [60000] for labels
 * @param values their product of bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Read once and unpacked; never compared.
record IdxFile(int[] dimensions, byte[] values) {

    private static final int UNSIGNED_BYTE = 8;
    private static final long MAX_BYTES = 1L << 30;

    /**
     * Reads the file with this official name, such as {@code train-images-idx3-ubyte}, in any of the spellings in
     * which it is found: with a dot before {@code idx}, and with or without {@code .gz}.
     */
    static IdxFile read(Path folder, String name, int rank) {
        Path file = find(folder, name);
        try (InputStream in = open(file)) {
            return parse(new DataInputStream(in), rank);
        } catch (EOFException e) {
            throw new DataException(file + ": ends within its header", e);
        } catch (DataException | IOException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
    }

    private static Path find(Path folder, String name) {
        String dotted = name.replace("-idx", ".idx");
        return List.of(name, dotted, name + ".gz", dotted + ".gz").stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new DataException(folder + ": holds no file " + name + ".gz (or " + name + ")"));
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(RegularFiles.stream(file), 1 << 16);
        if (!file.toString().endsWith(".gz")) {
            return in;
        }
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static IdxFile parse(DataInputStream in, int rank) throws IOException {
        int magic = in.readInt();
        int expected = UNSIGNED_BYTE << 8 | rank;
        if (magic != expected) {
            throw new DataException("starts with the number " + magic + "; expected " + expected + ", which marks "
                    + (rank == 1 ? "labels" : "images"));
        }
        int[] dimensions = new int[rank];
        long bytes = 1;
        for (int d = 0; d < rank; d++) {
            dimensions[d] = in.readInt();
            bytes = dimensions[d] < 1 || bytes > MAX_BYTES ? MAX_BYTES + 1 : bytes * dimensions[d];
        }
        if (bytes > MAX_BYTES) {
            throw new DataException("has the dimensions " + Arrays.toString(dimensions)
                    + "; allowed: each at least 1, all together at most " + MAX_BYTES + " bytes");
        }
        return new IdxFile(dimensions, body(in, (int) bytes, dimensions));
    }

    /** Memory is taken as bytes arrive, not as the header promises. */
    private static byte[] body(InputStream in, int length, int[] dimensions) throws IOException {
        byte[] values;
        try {
            values = in.readNBytes(length);
        } catch (EOFException e) {
            throw new DataException("the compressed stream is cut short", e);
        }
        if (values.length < length || in.read() >= 0) {
            throw new DataException("holds " + (values.length < length ? values.length : "more than " + length)
                    + " bytes of data; its header " + Arrays.toString(dimensions) + " promises " + length);
        }
        return values;
    }
}
