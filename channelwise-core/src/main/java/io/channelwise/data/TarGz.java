package io.channelwise.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks one flat folder of a {@code .tar.gz}; the folder appears only when it is whole. */
final class TarGz {

    private static final long MAX_BYTES = 1L << 30;

    private TarGz() {}

    /**
     * Unpacks the plain files of the archive's folder {@code name} into {@code target/name}. Anything else in the
     * archive, such as links and files elsewhere, is left out. Keeps what another process has put there meanwhile.
     */
    static void unpackFolder(Path archive, String name, Path target) throws IOException {
        Path temporary = Files.createTempDirectory(target, name + ".");
        try {
            copyFiles(archive, name, temporary);
            Path finished = target.resolve(name);
            try {
                Files.move(temporary, finished, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (!Files.isDirectory(finished)) {
                    throw e;
                }
            }
        } finally {
            deleteTree(temporary);
        }
    }

    private static void copyFiles(Path archive, String folder, Path to) throws IOException {
        long room = MAX_BYTES;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                room -= entry.getSize();
                if (room < 0) {
                    throw new IOException(archive + " unpacks to more than " + MAX_BYTES + " bytes");
                }
                if (entry.isFile() && isDirectChild(entry.getName(), folder)) {
                    Files.copy(tar, to.resolve(entry.getName().substring(folder.length() + 1)));
                }
            }
        }
    }

    private static boolean isDirectChild(String path, String folder) {
        return path.startsWith(folder + "/")
                && path.substring(folder.length() + 1).matches("\\w[\\w.-]*");
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
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
