package io.channelwise.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is known of a GPU.
 *
 * @param cards their names, as the driver says
 * @param driver the version of NVIDIA's driver; empty if none is loaded
 * @param kernels whether libtorch's natives on the class path are those with CUDA kernels
 * @param libraries NVIDIA's libraries; {@code null} where there is neither a driver nor CUDA kernels, or no Linux
 * @param device what {@code --device auto} computes on: {@code cuda}, {@code cpu}, or empty if it could not be tried
 * @param reason why it is not the GPU; empty where nobody would ask
 */
public record Gpu(
        List<String> cards, String driver, boolean kernels, FoundLibraries libraries, String device, String reason) {

    private static final Path DRIVER = Path.of("/proc/driver/nvidia");

    /** Of containers, and of Linux on Windows, which do not tell the driver's version. */
    private static final List<Path> SIGNS_OF_A_DRIVER = List.of(Path.of("/dev/nvidiactl"), Path.of("/usr/lib/wsl/lib"));

    private static final String UNKNOWN = "of a version that the system does not tell";
    private static final Pattern VERSION = Pattern.compile("NVRM version:.*?\\s(\\d{3,}(?:\\.\\d+)+)\\s");
    private static final Pattern MODEL = Pattern.compile("^Model:\\s+(\\S.*)$", Pattern.MULTILINE);
    private static final String KERNELS = "org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";
    private static final String KERNELS_WINDOWS = "org/bytedeco/pytorch/windows-x86_64-gpu/torch_cuda.dll";

    /** What the system, the class path and libtorch's child process say; the last may be {@code null}. */
    static Gpu ofThisMachine(JsonNode libtorch) {
        JsonNode told = libtorch == null ? MissingNode.getInstance() : libtorch;
        JsonNode libraries = told.path("libraries");
        return new Gpu(
                cards(DRIVER),
                driver(DRIVER).isEmpty() && isDriverHere() ? UNKNOWN : driver(DRIVER),
                areKernelsHere(),
                libraries.isMissingNode() ? null : Probe.JSON.convertValue(libraries, FoundLibraries.class),
                told.path("device").asText(),
                told.path("reason").asText());
    }

    /** Whether libtorch's natives on the class path are those with CUDA kernels. */
    static boolean areKernelsHere() {
        ClassLoader classes = Gpu.class.getClassLoader();
        return Stream.of(KERNELS, KERNELS_WINDOWS).anyMatch(name -> classes.getResource(name) != null);
    }

    /** Whether NVIDIA's driver is loaded. */
    static boolean isDriverHere() {
        return Files.exists(DRIVER) || SIGNS_OF_A_DRIVER.stream().anyMatch(Files::exists);
    }

    static String driver(Path folder) {
        Matcher version = VERSION.matcher(read(folder.resolve("version")));
        return version.find() ? version.group(1) : "";
    }

    static List<String> cards(Path folder) {
        try (Stream<Path> cards = Files.list(folder.resolve("gpus"))) {
            return cards.sorted()
                    .map(card -> MODEL.matcher(read(card.resolve("information"))))
                    .filter(Matcher::find)
                    .map(model -> model.group(1).strip())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file) + "\n";
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it should compute and does not: a card, its driver and CUDA kernels are there. */
    boolean isBroken() {
        return !driver.isEmpty() && kernels && !device.equals("cuda");
    }

    /** What a session computes on and why, in a sentence. */
    public String words() {
        if (device.equals("cuda")) {
            return "computes on the GPU";
        } else if (driver.isEmpty()) {
            return "computes on the processor: no NVIDIA driver is loaded";
        } else if (!kernels) {
            return "computes on the processor: this build has no CUDA kernels; build with the Maven profile cuda";
        } else if (libraries != null && !libraries.missing().isEmpty()) {
            return "computes on the processor: not found: " + String.join(", ", libraries.missing());
        }
        return "computes on the processor" + (reason.isEmpty() ? "" : ": " + reason);
    }
}
