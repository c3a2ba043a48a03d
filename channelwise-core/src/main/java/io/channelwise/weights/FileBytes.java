package io.channelwise.weights;

import io.channelwise.runtime.RegularFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads stretches of a file into memory, never more than the file holds. */
final class FileBytes implements AutoCloseable {

    // Java copies through a direct buffer as large as one read, and keeps it: small reads keep that small.
    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final long size;

    private FileBytes(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static FileBytes open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new WeightsException("is a folder; expected a weights file");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new WeightsException("is no regular file; expected a weights file");
        }
        try {
            FileChannel channel = RegularFiles.channel(file);
            return new FileBytes(channel, channel.size());
        } catch (NoSuchFileException e) {
            throw new WeightsException("no such file", e);
        }
    }

    /** Why an operation failed, as text; Java's own message is often only the file's name. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
    }

    long size() {
        return size;
    }

    /** The bytes from there, little-endian. */
    ByteBuffer read(long position, long length) throws IOException {
        if (position < 0 || length < 0 || length > size - position) {
            throw new WeightsException("ends at byte " + size + "; expected " + length + " bytes from " + position);
        }
        ByteBuffer bytes = ByteBuffer.allocate(Memory.arraySize(length));
        while (bytes.position() < length) {
            bytes.limit((int) Math.min(length, bytes.position() + (long) CHUNK));
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new WeightsException("became shorter while it was read");
            }
        }
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
