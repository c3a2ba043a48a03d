package io.channelwise.runtime;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Whether a file or a folder is there. {@link Files#exists} and its like say no as well where the system does not let
 * this user know, and what is reported then sends people looking for what is not missing.
 */
public final class Presence {

    private Presence() {}

    /**
     * Whether anything has this name; links are followed.
     *
     * @throws IOException if that cannot be known, as in a folder that this user must not look into
     */
    public static boolean exists(Path path) throws IOException {
        return attributes(path).isPresent();
    }

    /**
     * Whether it is a file of the ordinary kind, or a link to one.
     *
     * @throws IOException if that cannot be known
     */
    public static boolean isFile(Path path) throws IOException {
        return attributes(path).filter(BasicFileAttributes::isRegularFile).isPresent();
    }

    /**
     * Whether it is a folder, or a link to one.
     *
     * @throws IOException if that cannot be known
     */
    public static boolean isFolder(Path path) throws IOException {
        return attributes(path).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (liesInAFile(path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean liesInAFile(Path path) {
        Path above = path.toAbsolutePath().getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        return above != null && !Files.isDirectory(above);
    }
}
