package io.channelwise.train;

import io.channelwise.runtime.Presence;
import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A file whose contents only ever grow, for readers that keep it open: TensorBoard follows a file that gets longer, but
 * not one that is replaced. A tail that a killed process left half-written is completed by the next write.
 */
final class GrowingFile {

    private GrowingFile() {}

    /** Appends what the file does not have yet; a file that does not begin as the contents do is replaced. */
    static void write(Path file, byte[] contents) throws IOException {
        byte[] there = Presence.exists(file) && Files.size(file) <= contents.length ? Files.readAllBytes(file) : null;
        if (there != null && Arrays.equals(there, Arrays.copyOf(contents, there.length))) {
            append(file, ByteBuffer.wrap(contents, there.length, contents.length - there.length));
        } else {
            AtomicFile.write(file, contents);
        }
    }

    private static void append(Path file, ByteBuffer tail) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            AtomicFile.writeFully(channel, tail);
            channel.force(true);
        }
    }
}
