package io.channelwise.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file on the web, and what it must be.
 *
 * @param uri https, or http on this machine
 * @param maxBytes the longest that is taken
 * @param check looks at the whole file before it gets its name
 */
record RemoteFile(URI uri, long maxBytes, Check check) {

    /** The longest weights file that is taken: 4 GiB. */
    static final long MAX_WEIGHTS = 4L << 30;

    // torch.hub's convention: NAME-HASH.EXTENSION with the first digits of the SHA-256.
    private static final Pattern HASHED = Pattern.compile(".*-([0-9a-f]{8,64})\\.[A-Za-z0-9]+");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** Refuses what is not the file that was meant. */
    @FunctionalInterface
    interface Check {
        /** @throws WeightsException if it is something else */
        void accept(Path file) throws IOException;
    }

    RemoteFile {
        String complaint = complaint(uri);
        if (complaint != null) {
            throw new IllegalArgumentException(uri + ": " + complaint);
        }
    }

    static RemoteFile weights(URI uri) {
        return new RemoteFile(uri, MAX_WEIGHTS, RemoteFile::requireWeights);
    }

    /** What is wrong with an address; null if nothing is. */
    static String complaint(URI uri) {
        if (uri.getHost() == null) {
            return "is no address of a file; expected https://HOST/PATH";
        }
        if (uri.getRawUserInfo() != null) {
            return "carries a user name; addresses with one are not fetched";
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean local = "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri);
        return https || local ? null : "is not https; only https is fetched";
    }

    private static boolean isLoopback(URI uri) {
        return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * The first digits of the content's SHA-256, where the file's name tells them. Digits alone are more likely a date
     * and promise nothing.
     */
    Optional<String> sha256Prefix() {
        Matcher name = HASHED.matcher(Optional.ofNullable(uri.getPath()).orElse(""));
        return name.matches() && name.group(1).matches(".*[a-f].*") ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static void requireWeights(Path file) throws IOException {
        try (FileBytes bytes = FileBytes.open(file)) {
            ByteBuffer start = bytes.read(0, Math.min(bytes.size(), FileFormat.PEEK));
            FileFormat.of(start);
        }
    }
}
