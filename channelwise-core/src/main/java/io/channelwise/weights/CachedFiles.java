package io.channelwise.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a cache, to be counted and removed. Whatever is removed is made or downloaded again when it is needed.
 *
 * @param folder which need not exist
 */
public record CachedFiles(Path folder) {

    private static final String LOCK = ".lock";
    private static final String PART = ".part";

    /**
     * How much there is.
     *
     * @param files without the locks, which are empty and stay
     * @param bytes of them all
     */
    public record Size(int files, long bytes) {}

    /** How much there is now. */
    public Size size() {
        return sum(files());
    }

    /**
     * Removes them all but what is being downloaded at this moment, and what this user may not remove.
     *
     * @return how much was removed
     */
    public Size clear() {
        List<Entry> removed = new ArrayList<>();
        for (Entry entry : files()) {
            if (!isArriving(entry.path) && remove(entry.path)) {
                removed.add(entry);
            }
        }
        return sum(removed);
    }

    private record Entry(Path path, long bytes) {}

    private static Size sum(List<Entry> entries) {
        return new Size(entries.size(), entries.stream().mapToLong(Entry::bytes).sum());
    }

    /** Links are not followed: what they point to is not the cache's. */
    private List<Entry> files() {
        List<Entry> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!file.getFileName().toString().endsWith(LOCK)) {
                        files.add(new Entry(file, attributes.size()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // What could be seen until then is counted.
            return files;
        }
        return files;
    }

    /** Whether a process holds the lock of the download that this file is a part of. */
    private static boolean isArriving(Path file) {
        String name = file.getFileName().toString();
        if (!name.contains(PART)) {
            return false;
        }
        Path lock = file.resolveSibling(name.substring(0, name.lastIndexOf(PART)) + LOCK);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held == null;
        } catch (NoSuchFileException nobody) {
            return false;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    private static boolean remove(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }
}
