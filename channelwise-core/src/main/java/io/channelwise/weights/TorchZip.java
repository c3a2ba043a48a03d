package io.channelwise.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** PyTorch's format since 1.6: a zip archive with the pickle and one entry for each storage. */
final class TorchZip {

    private static final String PICKLE = "data.pkl";
    private static final int MAX_PICKLE = 1 << 26;
    private static final int MAX_BYTE_ORDER = 20;

    private final FileBytes file;
    private final StoredZip zip;

    private TorchZip(FileBytes file, StoredZip zip) {
        this.file = file;
        this.zip = zip;
    }

    static Weights read(FileBytes file, Selection selection) throws IOException {
        Memory.requireHeap(file.size());
        return new TorchZip(file, StoredZip.open(file)).read(selection);
    }

    private Weights read(Selection selection) throws IOException {
        String root = root();
        TorchCalls calls = new TorchCalls();
        TorchTree found = TorchTree.of(Unpickler.read(zip.read(root + PICKLE, MAX_PICKLE), calls), selection);
        boolean bigEndian = isBigEndian(root);
        TorchStorages storages = new TorchStorages(2 * file.size());
        for (TorchTensor tensor : found.tensors().values()) {
            TorchStorage storage = calls.storages().get(tensor.storage().key());
            if (!storages.has(storage.key())) {
                ByteBuffer bytes = zip.read(root + "data/" + storage.key(), Long.MAX_VALUE);
                storages.put(storage, bigEndian ? TorchStorages.swapped(bytes, storage.type()) : bytes);
            }
        }
        return storages.weights(found, "PyTorch zip");
    }

    /** The folder within the archive that holds everything: the file's name when it was saved. */
    private String root() {
        String found = null;
        for (String name : zip.names()) {
            if (isCalled("constants.pkl", name)) {
                throw new WeightsException("is a TorchScript program; save its weights in PyTorch: "
                        + "torch.save(torch.jit.load(FILE).state_dict(), \"weights.pth\")");
            }
            if (isCalled(PICKLE, name)) {
                if (found != null) {
                    throw new WeightsException("has more than one " + PICKLE);
                }
                found = name.substring(0, name.length() - PICKLE.length());
            }
        }
        if (found == null) {
            throw new WeightsException("is a zip archive without " + PICKLE + ", so no PyTorch checkpoint");
        }
        return found;
    }

    private static boolean isCalled(String name, String entry) {
        return entry.equals(name) || entry.endsWith("/" + name);
    }

    private boolean isBigEndian(String root) throws IOException {
        if (!zip.names().contains(root + "byteorder")) {
            return false;
        }
        ByteBuffer bytes = zip.read(root + "byteorder", MAX_BYTE_ORDER);
        String order = StandardCharsets.US_ASCII.decode(bytes).toString();
        return switch (order) {
            case "little" -> false;
            case "big" -> true;
            default -> throw new WeightsException("has the unknown byte order " + order);
        };
    }
}
