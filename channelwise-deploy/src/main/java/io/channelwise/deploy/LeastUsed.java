package io.channelwise.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The entries of a folder by the time of their last use, which is their time of change. The files of an entry have the
 * same name up to the first dot, {@code HASH.onnx} and {@code HASH.onnx.data}.
 */
record LeastUsed(Path folder) {

    /** What a killed process left half-written; younger ones may still be written. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private record Entry(List<Path> files, long bytes, FileTime used) {

        static final Entry NONE = new Entry(List.of(), 0, FileTime.fromMillis(0));

        Entry with(Path file) throws IOException {
            List<Path> all = new ArrayList<>(files);
            all.add(file);
            FileTime time = Files.getLastModifiedTime(file);
            return new Entry(all, bytes + Files.size(file), time.compareTo(used) > 0 ? time : used);
        }
    }

    /** Notes that a file is in use, where that can be written. */
    static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // Read-only caches do not grow either.
            return;
        }
    }

    /** Removes the entries that were not used for the longest time until all have at most so many bytes; one stays. */
    void trim(long mostBytes, Path kept) {
        try {
            Map<String, Entry> entries = entries();
            long bytes = entries.values().stream().mapToLong(Entry::bytes).sum();
            entries.remove(name(kept));
            for (Entry oldest : entries.values().stream()
                    .sorted(Comparator.comparing(Entry::used))
                    .toList()) {
                if (bytes <= mostBytes) {
                    return;
                }
                bytes -= oldest.bytes;
                for (Path file : oldest.files) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // Another process trims too, or uses the file on Windows; the next export tries again.
            return;
        }
    }

    private Map<String, Entry> entries() throws IOException {
        Map<String, Entry> entries = new HashMap<>();
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            if (!file.getFileName().toString().startsWith(".")) {
                entries.put(
                        name(file), entries.getOrDefault(name(file), Entry.NONE).with(file));
            } else if (isAbandoned(file)) {
                Files.deleteIfExists(file);
            }
        }
        return entries;
    }

    private static boolean isAbandoned(Path file) throws IOException {
        return Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(Instant.now().minus(ABANDONED));
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }
}
