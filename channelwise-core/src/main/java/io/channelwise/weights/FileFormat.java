package io.channelwise.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells by its first bytes, never by its name, what a file is. */
enum FileFormat {
    SAFETENSORS,
    TORCH_ZIP,
    TORCH_LEGACY;

    /** The number of bytes to look at. */
    static final int PEEK = 512;

    private static final int NEWEST_PICKLE = 5;

    /** @throws WeightsException saying what the file is instead, where that can be told */
    static FileFormat of(ByteBuffer start) {
        if (!start.hasRemaining()) {
            throw new WeightsException("is empty");
        }
        if (startsWith(start, 'P', 'K', 3, 4)) {
            return TORCH_ZIP;
        }
        if (startsWith(start, 0x80) && start.remaining() > 2 && start.get(1) >= 2 && start.get(1) <= NEWEST_PICKLE) {
            return TORCH_LEGACY;
        }
        refuseText(start);
        if (start.remaining() >= 10 && start.get(8) == '{') {
            return SAFETENSORS;
        }
        if (startsWith(start, 0x1f, 0x8b)) {
            throw new WeightsException("is compressed with gzip; unpack it first");
        }
        if (startsWith(start, 0x89, 'H', 'D', 'F')) {
            throw new WeightsException("is an HDF5 file, as Keras writes; convert it to safetensors first");
        }
        throw new WeightsException("is no weights file; read are safetensors and what torch.save writes");
    }

    private static void refuseText(ByteBuffer start) {
        byte[] bytes = new byte[start.remaining()];
        start.duplicate().get(bytes);
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
        }
        String text = new String(bytes, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            throw new WeightsException("is a git-lfs pointer, not the file itself; run git lfs pull");
        }
        if (text.startsWith("<")) {
            throw new WeightsException("is an HTML or XML page, not weights; the download answered with a page");
        }
        throw new WeightsException("is a text file, not weights");
    }

    private static boolean startsWith(ByteBuffer bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= bytes.remaining() || (bytes.get(i) & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
