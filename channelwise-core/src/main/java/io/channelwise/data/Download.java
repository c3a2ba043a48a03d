package io.channelwise.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Fetches one file over HTTP; it appears under its name only when it is whole and its hash is right. */
final class Download {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final long MAX_BYTES = 1L << 30;

    private Download() {}

    /**
     * @param md5 what the content must hash to, in lower-case hex
     * @throws IOException that says what went wrong, without the address
     */
    static void fetch(URI uri, String md5, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            String found = copy(uri, part);
            if (!found.equals(md5)) {
                throw new IOException("its MD5 sum is " + found + "; expected " + md5);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String copy(URI uri, Path part) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the server answers HTTP " + connection.getResponseCode());
            }
            return copy(connection, part);
        } finally {
            connection.disconnect();
        }
    }

    private static String copy(HttpURLConnection connection, Path part) throws IOException {
        long promised = connection.getContentLengthLong();
        MessageDigest digest = md5();
        long length = 0;
        try (InputStream in = connection.getInputStream();
                FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                OutputStream out = Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                length += n;
                if (length > MAX_BYTES) {
                    throw new IOException("the server sends more than " + MAX_BYTES + " bytes");
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
            channel.force(true);
        }
        if (promised >= 0 && length != promised) {
            throw new IOException("the download ended after " + length + " of " + promised + " bytes");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
