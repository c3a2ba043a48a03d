package io.channelwise.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The processor time of this process from a moment on, of all its threads. Linux counts it in nanoseconds for each thread;
 * Java itself would tell it in steps of 10 ms, which is a hundredth of a turn.
 */
final class ProcessorTime {

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Map<String, Long> start = ofThreads();
    private final long coarseStart = PROCESS.getProcessCpuTime();

    /** Milliseconds since this was made; a thread that has ended meanwhile is left out. */
    double milliseconds() {
        Map<String, Long> end = ofThreads();
        if (end.isEmpty()) {
            return (PROCESS.getProcessCpuTime() - coarseStart) / 1e6;
        }
        long nanos = 0;
        for (Map.Entry<String, Long> thread : end.entrySet()) {
            nanos += thread.getValue() - start.getOrDefault(thread.getKey(), 0L);
        }
        return nanos / 1e6;
    }

    /** Nanoseconds of each thread; none where the system does not say. */
    private static Map<String, Long> ofThreads() {
        Map<String, Long> nanos = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                add(thread, nanos);
            }
        } catch (IOException notLinux) {
            return Map.of();
        }
        return nanos;
    }

    private static void add(Path thread, Map<String, Long> nanos) {
        try {
            String[] words = Files.readString(thread.resolve("schedstat")).split(" ");
            nanos.put(thread.getFileName().toString(), Long.valueOf(words[0]));
        } catch (IOException hasEnded) {
            // Between the listing of the threads and now; it counts no more.
        }
    }
}
