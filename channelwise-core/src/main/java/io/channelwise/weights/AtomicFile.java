package io.channelwise.weights;

import io.channelwise.runtime.Presence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files that are there whole or not at all: beside their name, synced, then renamed over it. */
public final class AtomicFile {

    private AtomicFile() {}

    /** What goes into the file. */
    @FunctionalInterface
    public interface Body {
        /** Writes it all; on an exception the file of that name stays as it was. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Writes these bytes as the file; its folder must exist. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
    }

    /** Writes what the body says as the file; its folder must exist. */
    public static void write(Path file, Body body) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Presence.isFolder(folder)) {
            throw new NoSuchFileException(folder.toString(), null, "there is no folder " + folder);
        }
        Path beside = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                body.writeTo(channel);
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(folder);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Writes all remaining bytes of the buffer. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    // A rename survives a power cut only when its folder is synced. Windows cannot open folders, and needs no such
    // call.
    static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file itself is synced and in place.
            return;
        }
    }
}
