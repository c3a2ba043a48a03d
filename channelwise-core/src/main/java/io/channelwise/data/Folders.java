package io.channelwise.data;

import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.Presence;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** What several readers do with folders. */
final class Folders {

    private Folders() {}

    /** @throws DataException where the path is no folder */
    static void require(Path folder) {
        try {
            if (!Presence.isFolder(folder)) {
                throw new DataException(folder + (Presence.exists(folder) ? ": not a folder" : ": no such folder"));
            }
        } catch (IOException e) {
            throw new DataException(folder + ": " + IoReasons.of(e), e);
        }
    }

    /** Deletes a folder with all that is in it; links are deleted, not followed. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
