package io.channelwise.weights;

import io.channelwise.runtime.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program that {@link LoadMemoryTest} runs: it prints the memory that loading a file took, in bytes. */
final class LoadMemoryProbe {

    private LoadMemoryProbe() {}

    /** Loads the first file, so that the libraries are there, then the second, and measures that. */
    public static void main(String[] files) throws IOException {
        load(Path.of(files[0]));
        System.gc();
        long before = kibibytes("VmRSS");
        load(Path.of(files[1]));
        System.out.println(1024 * (kibibytes("VmHWM") - before));
    }

    private static void load(Path file) {
        try (Scope scope = new Scope()) {
            StateDicts.tensors(Weights.read(file).tensors());
        }
    }

    private static long kibibytes(String name) throws IOException {
        Matcher line = Pattern.compile(name + ":\\s+(\\d+) kB").matcher(Files.readString(Path.of("/proc/self/status")));
        if (!line.find()) {
            throw new IOException("/proc/self/status has no " + name);
        }
        return Long.parseLong(line.group(1));
    }
}
