package io.channelwise.weights;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bytes of a checkpoint's storages, and the tensors made of them. */
final class TorchStorages {

    private static final int SMALL = 1 << 20;

    private final Map<String, ByteBuffer> bytes = new HashMap<>();
    private long copies;

    /** With room for so many bytes of tensors that cannot share their storage's memory; small files get a little more. */
    TorchStorages(long copies) {
        this.copies = copies + SMALL;
    }

    boolean has(String key) {
        return bytes.containsKey(key);
    }

    /** @throws WeightsException if the storage is not as long as the pickle says */
    void put(TorchStorage storage, ByteBuffer data) {
        if (storage.byteEnd() != data.remaining()) {
            throw new WeightsException("is damaged: its storage " + storage.key() + " has " + data.remaining()
                    + " bytes; its pickle says " + storage.byteEnd());
        }
        bytes.put(storage.key(), data);
    }

    /** The weights of a tree, as far as they are meant. */
    Weights weights(TorchTree found, String format) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        found.tensors().forEach((key, tensor) -> tensors.put(key, resolve(key, tensor)));
        String origin = format + (found.path().isEmpty() ? "" : ", under " + found.path());
        return new Weights(tensors, found.remarks(), origin).selected(found.unread(), found.selection());
    }

    private StoredTensor resolve(String key, TorchTensor tensor) {
        if (!tensor.isContiguous()) {
            copies -= tensor.byteSize();
            if (copies < 0) {
                throw new WeightsException(key + ": shape " + tensor.shape() + " with strides " + tensor.strides()
                        + " unfolds to more than the file; save it with .contiguous()");
            }
        }
        return tensor.resolve(bytes.get(tensor.storage().key()));
    }

    /** A copy with the bytes of every element reversed. */
    static ByteBuffer swapped(ByteBuffer data, DType type) {
        int size = type.size();
        ByteBuffer swapped = ByteBuffer.allocate(data.remaining());
        for (int i = 0; i < data.remaining() / size * size; i++) {
            swapped.put(i, data.get(i - i % size + size - 1 - i % size));
        }
        return swapped;
    }
}
