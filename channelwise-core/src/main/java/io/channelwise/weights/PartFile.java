package io.channelwise.weights;

import io.channelwise.runtime.FileHash;
import io.channelwise.runtime.Presence;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bytes of a download that is not whole yet, {@code NAME.part}, and in {@code NAME.part.tag} the server's word for
 * the version that they are of. Without that word they cannot be continued.
 */
final class PartFile {

    private static final int MAX_TAG = 500;
    private static final Pattern TAG = Pattern.compile("[\\x20-\\x7e]{1," + MAX_TAG + "}");

    private final Path bytes;
    private final Path tag;

    PartFile(Path target) {
        bytes = target.resolveSibling(target.getFileName() + ".part");
        tag = target.resolveSibling(target.getFileName() + ".part.tag");
    }

    Path path() {
        return bytes;
    }

    long length() throws IOException {
        return Presence.exists(bytes) ? Files.size(bytes) : 0;
    }

    /** The version that the bytes are of; empty if there are none that could be continued. */
    Optional<String> tag() throws IOException {
        if (length() == 0 || !Presence.isFile(tag) || Files.size(tag) > MAX_TAG) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(tag), StandardCharsets.ISO_8859_1);
        return Optional.of(text).filter(t -> TAG.matcher(t).matches());
    }

    /** Empty, of a new version. The old word goes first and the new one comes last: it never stands for other bytes. */
    FileChannel begin(Optional<String> version) throws IOException {
        Files.deleteIfExists(tag);
        FileChannel channel = FileChannel.open(
                bytes, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        Optional<String> usable = version.filter(v -> TAG.matcher(v).matches());
        if (usable.isPresent()) {
            AtomicFile.write(tag, usable.get().getBytes(StandardCharsets.ISO_8859_1));
        }
        return channel;
    }

    /** To be continued at its end. */
    FileChannel append() throws IOException {
        return FileChannel.open(bytes, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void discard() throws IOException {
        Files.deleteIfExists(tag);
        Files.deleteIfExists(bytes);
    }

    /** Gives the bytes their name. */
    void land(Path target) throws IOException {
        Files.move(bytes, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        AtomicFile.syncFolder(target.toAbsolutePath().getParent());
        Files.deleteIfExists(tag);
    }

    /** In lower-case hex. */
    String sha256() throws IOException {
        return FileHash.of(bytes);
    }
}
