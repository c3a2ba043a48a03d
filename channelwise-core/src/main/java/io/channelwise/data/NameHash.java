package io.channelwise.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;

/** A number from 0 to 1 that a file's name alone decides, the same on every machine and for ever. */
final class NameHash {

    private NameHash() {}

    /**
     * The first 53 bits of SHA-256 over {@code SEED/NAME} in UTF-8, as a share of all.
     *
     * @param name from the class folder on, with slashes; accents count the same however the file system composes them
     */
    static double of(long seed, String name) {
        byte[] digest = sha256().digest((seed + "/" + composed(name)).getBytes(StandardCharsets.UTF_8));
        return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53;
    }

    /** The same name however accents are composed: macOS takes them apart. */
    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
