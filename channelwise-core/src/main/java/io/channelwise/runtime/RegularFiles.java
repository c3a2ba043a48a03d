package io.channelwise.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Opens regular files for reading, and nothing else: a pipe to which nobody writes blocks for ever, and a device never
 * ends. Links are followed. Nothing is read beyond the length that the system tells, as the files below {@code /proc},
 * of length 0, may block or never end too.
 */
public final class RegularFiles {

    private RegularFiles() {}

    /**
     * The file's length in bytes.
     *
     * @throws FileSystemException with the reason {@code not a regular file} or {@code is a folder}
     * @throws IOException if there is no such file
     */
    public static long size(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            String reason = attributes.isDirectory() ? "is a folder" : "not a regular file";
            throw new FileSystemException(file.toString(), null, reason);
        }
        return attributes.size();
    }

    /** All of its bytes; of a file that grows meanwhile, those that were there at first. */
    public static byte[] bytes(Path file) throws IOException {
        long size = size(file);
        if (size > Integer.MAX_VALUE - 8) {
            throw new FileSystemException(file.toString(), null, size + " bytes, more than can be read at once");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((int) size);
        }
    }

    /** To be read from its start. */
    public static InputStream stream(Path file) throws IOException {
        return size(file) == 0 ? new ByteArrayInputStream(new byte[0]) : Files.newInputStream(file);
    }

    /** To be read from anywhere. */
    public static FileChannel channel(Path file) throws IOException {
        size(file);
        return FileChannel.open(file, StandardOpenOption.READ);
    }
}
