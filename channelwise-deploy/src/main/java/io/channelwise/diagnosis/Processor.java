package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.channelwise.runtime.PhysicalCores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The processor, as the system tells it.
 *
 * @param name {@code AMD EPYC 9575F 64-Core Processor}; the architecture where the system tells no name
 * @param physicalCores that this process may use
 * @param logicalCores that this process may use
 * @param instructionSets those that the libraries have code for, as the system names them; empty if it tells none
 */
public record Processor(
        String name,
        @JsonProperty("physical_cores") int physicalCores,
        @JsonProperty("logical_cores") int logicalCores,
        @JsonProperty("instruction_sets") List<String> instructionSets) {

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private static final List<String> TOLD = List.of(
            "sse4_1",
            "sse4_2",
            "avx",
            "f16c",
            "fma",
            "avx2",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512dq",
            "avx512vl",
            "avx512_vnni",
            "avx512_bf16",
            "avx512_fp16",
            "amx_tile",
            "amx_int8",
            "amx_bf16",
            "asimd",
            "asimdhp",
            "asimddp",
            "i8mm",
            "bf16",
            "sve",
            "sve2");

    static Processor ofThisMachine() {
        int logical = Runtime.getRuntime().availableProcessors();
        return of(cpuinfo(), PhysicalCores.count(), logical);
    }

    /** From the lines of {@code /proc/cpuinfo}. */
    static Processor of(List<String> cpuinfo, int physical, int logical) {
        String name = value(cpuinfo, "model name");
        String flags = value(cpuinfo, "flags") + " " + value(cpuinfo, "Features");
        Set<String> present = new LinkedHashSet<>(Arrays.asList(flags.trim().split("\\s+")));
        return new Processor(
                name.isEmpty() ? fallback() : name,
                physical,
                logical,
                TOLD.stream().filter(present::contains).toList());
    }

    private static String fallback() {
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? System.getProperty("os.arch") : windows;
    }

    private static String value(List<String> cpuinfo, String key) {
        return cpuinfo.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("");
    }

    private static List<String> cpuinfo() {
        try {
            return Files.readAllLines(CPUINFO);
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
