package io.channelwise.data;

import io.channelwise.runtime.RegularFiles;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks one flat folder of a {@code .tar.gz}. */
final class TarGz {

    private static final long MAX_BYTES = 1L << 30;

    private TarGz() {}

    /**
     * Unpacks the plain files of the archive's folder {@code name} into the folder {@code to}. Anything else in the
     * archive, such as links and files elsewhere, is left out.
     */
    static void unpackFolder(Path archive, String name, Path to) throws IOException {
        long room = MAX_BYTES;
        try (InputStream file = new BufferedInputStream(RegularFiles.stream(archive), 1 << 16);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                room -= entry.getSize();
                if (room < 0) {
                    throw new IOException(archive + " unpacks to more than " + MAX_BYTES + " bytes");
                }
                if (entry.isFile() && isDirectChild(entry.getName(), name)) {
                    write(tar, to.resolve(entry.getName().substring(name.length() + 1)));
                }
            }
        }
    }

    private static boolean isDirectChild(String path, String folder) {
        return path.startsWith(folder + "/")
                && path.substring(folder.length() + 1).matches("\\w[\\w.-]*");
    }

    private static void write(InputStream content, Path file) throws IOException {
        Files.copy(content, file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
