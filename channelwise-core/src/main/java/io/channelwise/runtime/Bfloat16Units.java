package io.channelwise.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Whether this processor multiplies bfloat16 numbers itself; others convert them to float32, which takes longer than it saves. */
public final class Bfloat16Units {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** As Linux names the instruction sets, on x86 and on Arm. */
    private static final Set<String> UNITS = Set.of("avx512_bf16", "amx_bf16", "bf16");

    private Bfloat16Units() {}

    /** Whether the system says that there are none; not where it says nothing. */
    public static boolean areMissing() {
        try {
            return areMissing(Files.readAllLines(CPUINFO));
        } catch (IOException notLinux) {
            return false;
        }
    }

    /** From the lines of {@code /proc/cpuinfo}. */
    static boolean areMissing(List<String> cpuinfo) {
        return cpuinfo.stream()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .filter(flags -> Arrays.stream(flags.split("\\s+")).noneMatch(UNITS::contains))
                .isPresent();
    }
}
