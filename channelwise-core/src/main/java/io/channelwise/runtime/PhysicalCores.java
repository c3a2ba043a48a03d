package io.channelwise.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts the physical cores: two hyper-threads of a core share its multiply-add units, so a second thread only waits. */
public final class PhysicalCores {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private PhysicalCores() {}

    /** The physical cores that this process may use; the logical ones where the system does not tell them apart. */
    public static int count() {
        int available = Runtime.getRuntime().availableProcessors();
        try {
            int cores = count(Files.readAllLines(CPUINFO));
            return cores == 0 ? available : Math.min(cores, available);
        } catch (IOException notLinux) {
            return available;
        }
    }

    /** Distinct pairs of {@code physical id} and {@code core id}; 0 where the lines name none. */
    static int count(List<String> cpuinfo) {
        Set<String> cores = new HashSet<>();
        String socket = "0";
        for (String line : cpuinfo) {
            if (line.startsWith("physical id")) {
                socket = line.substring(line.indexOf(':') + 1).trim();
            } else if (line.startsWith("core id")) {
                cores.add(socket + ":" + line.substring(line.indexOf(':') + 1).trim());
            }
        }
        return cores.size();
    }
}
