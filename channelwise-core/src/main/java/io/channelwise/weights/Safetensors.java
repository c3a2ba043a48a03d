package io.channelwise.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: an 8-byte header length, a JSON header with type, shape and place of each tensor, then the
 * bytes. The format is described at https://github.com/huggingface/safetensors; it holds numbers and no code.
 */
public final class Safetensors {

    /** The longest header that is read or written, in bytes; the reference implementation's limit. */
    static final int MAX_HEADER = 100_000_000;

    static final int LENGTH_BYTES = 8;

    private Safetensors() {}

    /**
     * All tensors of the file in the order of its header, and its metadata.
     *
     * @throws WeightsException if the file cannot be read or breaks the format; nothing is allocated for sizes that are
     *     claimed and not there
     */
    public static Weights read(Path file) {
        return Weights.read(file, Safetensors::read);
    }

    static Weights read(FileBytes file) throws IOException {
        if (file.size() < LENGTH_BYTES) {
            throw new WeightsException("is no safetensors file: " + file.size() + " bytes");
        }
        long headerLength = file.read(0, LENGTH_BYTES).getLong();
        long most = Math.min(MAX_HEADER, file.size() - LENGTH_BYTES);
        if (headerLength < 2 || headerLength > most) {
            throw new WeightsException("is no safetensors file: header of " + Long.toUnsignedString(headerLength)
                    + " bytes; expected 2 to " + most);
        }
        long start = LENGTH_BYTES + headerLength;
        SafetensorsHeader header =
                SafetensorsHeader.parse(file.read(LENGTH_BYTES, headerLength).array(), file.size() - start);
        Memory.requireHeap(file.size());
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            ByteBuffer data = file.read(start + entry.begin(), entry.length());
            tensors.put(entry.name(), new StoredTensor(entry.type(), entry.shape(), data));
        }
        return new Weights(tensors, header.metadata(), "safetensors");
    }

    /**
     * Writes the tensors, in the map's order, and the metadata as one file, whole or not at all.
     *
     * @throws WeightsException if the file cannot be written
     * @throws IllegalArgumentException if a tensor is called {@code __metadata__}
     */
    public static void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        // Wide types first, so that every tensor starts at a multiple of its element size.
        List<Map.Entry<String, StoredTensor>> layout = tensors.entrySet().stream()
                .sorted(Comparator.comparing(e -> -e.getValue().type().size()))
                .toList();
        byte[] header = SafetensorsHeader.layOut(tensors, layout, metadata).toJson();
        try {
            AtomicFile.write(file, channel -> write(channel, header, layout));
        } catch (IOException e) {
            throw new WeightsException(file + " cannot be written: " + FileBytes.reason(e), e);
        }
    }

    private static void write(FileChannel channel, byte[] header, List<Map.Entry<String, StoredTensor>> layout)
            throws IOException {
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        AtomicFile.writeFully(channel, length.putLong(0, header.length));
        AtomicFile.writeFully(channel, ByteBuffer.wrap(header));
        for (Map.Entry<String, StoredTensor> entry : layout) {
            AtomicFile.writeFully(channel, entry.getValue().data());
        }
    }
}
