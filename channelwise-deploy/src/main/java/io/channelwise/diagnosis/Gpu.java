package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
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
 * @param libraries NVIDIA's libraries; {@code null} where there is neither a driver nor CUDA kernels
 * @param device what {@code --device auto} computes on: {@code cuda}, {@code cpu}, or empty if it could not be tried
 * @param reason why it is not the GPU; empty where nobody would ask
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Gpu(
        List<String> cards, String driver, boolean kernels, CudaLibraries libraries, String device, String reason) {

    private static final Path DRIVER = Path.of("/proc/driver/nvidia");
    private static final Pattern VERSION = Pattern.compile("NVRM version:.*?\\s(\\d{3,}(?:\\.\\d+)+)\\s");
    private static final Pattern MODEL = Pattern.compile("^Model:\\s+(\\S.*)$", Pattern.MULTILINE);
    private static final String KERNELS = "org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";
    private static final String KERNELS_WINDOWS = "org/bytedeco/pytorch/windows-x86_64-gpu/torch_cuda.dll";

    /** What the system, the class path and libtorch say; the last may be {@code null}. */
    static Gpu ofThisMachine(JsonNode libtorch) {
        ClassLoader classes = Gpu.class.getClassLoader();
        boolean kernels = Stream.of(KERNELS, KERNELS_WINDOWS).anyMatch(name -> classes.getResource(name) != null);
        String driver = driver(DRIVER);
        boolean asked = kernels || !driver.isEmpty();
        return new Gpu(
                cards(DRIVER),
                driver,
                kernels,
                asked ? CudaLibraries.ofThisMachine() : null,
                libtorch == null ? "" : libtorch.path("device").asText(),
                libtorch == null ? "" : libtorch.path("reason").asText());
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
