package io.channelwise.weights;

import io.channelwise.weights.Pickled.Tuple;
import io.channelwise.weights.Pickled.UnreadStorage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's format before 1.6: five pickles in a row (a magic number, the protocol, the writer's machine, the object,
 * the storages' keys), then for each key its number of elements and its bytes.
 */
final class TorchLegacy {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long PROTOCOL = 1001;

    /** Bytes of an element of storages that are passed over. */
    private static final Map<String, Integer> ELEMENTS = Map.of(
            "torch.ComplexFloatStorage", 8,
            "torch.ComplexDoubleStorage", 16,
            "torch.QInt8Storage", 1,
            "torch.QUInt8Storage", 1,
            "torch.QInt32Storage", 4,
            "torch.storage.UntypedStorage", 1,
            "torch.storage._UntypedStorage", 1);

    private TorchLegacy() {}

    static Weights read(FileBytes file, Selection selection) throws IOException {
        Memory.requireHeap(file.size());
        if (file.size() > Integer.MAX_VALUE - 8) {
            throw new WeightsException("is a file of 2 GiB or more in the format before PyTorch 1.6; save it anew");
        }
        ByteBuffer bytes = file.read(0, file.size());
        requireHeader(bytes);
        TorchCalls calls = new TorchCalls();
        Object tree = Unpickler.read(bytes, calls);
        Object keys = Unpickler.read(bytes, NO_CALLS);
        TorchTree found = TorchTree.of(tree, selection);
        TorchStorages storages = new TorchStorages(2 * file.size());
        readStorages(bytes, keys, calls, storages);
        requireAll(found, storages);
        return storages.weights(found, "PyTorch before 1.6");
    }

    private static void requireHeader(ByteBuffer bytes) {
        if (!MAGIC.equals(Unpickler.read(bytes, NO_CALLS))) {
            throw new WeightsException("is a Python pickle and no PyTorch checkpoint");
        }
        Object protocol = Unpickler.read(bytes, NO_CALLS);
        if (!Long.valueOf(PROTOCOL).equals(protocol)) {
            throw new WeightsException("is a PyTorch checkpoint of another protocol; expected " + PROTOCOL);
        }
        boolean littleEndian = Unpickler.read(bytes, NO_CALLS) instanceof Map<?, ?> machine
                && !Boolean.FALSE.equals(machine.get("little_endian"));
        if (!littleEndian) {
            throw new WeightsException("was written on a big-endian machine by PyTorch before 1.6; save it anew");
        }
    }

    private static void readStorages(ByteBuffer bytes, Object keys, TorchCalls calls, TorchStorages storages) {
        if (!(keys instanceof List<?> list)) {
            throw new WeightsException("is damaged: it does not list its storages");
        }
        for (Object key : list) {
            TorchStorage storage = key instanceof String name ? calls.storages().get(name) : null;
            UnreadStorage other =
                    key instanceof String name ? calls.unreadStorages().get(name) : null;
            if (storage != null && !storages.has(storage.key())) {
                storages.put(storage, readStorage(bytes, storage));
            } else if (storage == null && other != null) {
                skip(bytes, other);
            } else {
                throw new WeightsException("is damaged: it lists a storage that no tensor uses, or one twice");
            }
        }
    }

    private static void skip(ByteBuffer bytes, UnreadStorage storage) {
        Integer element = ELEMENTS.get(storage.type());
        if (element == null) {
            throw new WeightsException("has tensors of type " + storage.type()
                    + ", which is not read in files before PyTorch 1.6; save it anew");
        }
        if (storage.size() > (bytes.remaining() - Long.BYTES) / element) {
            throw new WeightsException("is truncated: its storage " + storage.key() + " is not all there");
        }
        bytes.position(bytes.position() + Long.BYTES + (int) (storage.size() * element));
    }

    private static ByteBuffer readStorage(ByteBuffer bytes, TorchStorage storage) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        long length = storage.byteEnd();
        if (bytes.remaining() < Long.BYTES || length > bytes.remaining() - Long.BYTES) {
            throw new WeightsException("is truncated: " + Math.max(0, bytes.remaining() - Long.BYTES)
                    + " bytes left for the storage " + storage.key() + "; expected " + length);
        }
        long size = bytes.getLong();
        if (size != storage.size()) {
            throw new WeightsException("is damaged: its storage " + storage.key() + " has " + size
                    + " elements; its pickle says " + storage.size());
        }
        ByteBuffer data = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return data;
    }

    private static void requireAll(TorchTree found, TorchStorages storages) {
        found.tensors().forEach((key, tensor) -> {
            if (!storages.has(tensor.storage().key())) {
                throw new WeightsException("is damaged: the bytes of " + key + " are missing");
            }
        });
    }

    private static final Unpickler.Calls NO_CALLS = new Unpickler.Calls() {
        @Override
        public Object call(String function, Tuple arguments) {
            throw TorchCalls.refused(function);
        }

        @Override
        public Object persistent(Object id) {
            throw new WeightsException("is damaged: it refers to storages too early");
        }
    };
}
