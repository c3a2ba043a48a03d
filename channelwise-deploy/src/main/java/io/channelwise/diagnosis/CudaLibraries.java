package io.channelwise.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * NVIDIA's libraries that libtorch's natives with CUDA kernels load, by name.
 *
 * @param found those that the system's loader or JavaCPP finds
 * @param missing those that neither does
 */
public record CudaLibraries(List<String> found, List<String> missing) {

    /** Of libtorch 2.13, which is built with CUDA 13.3 and cuDNN 9; the driver brings the last one. */
    static final List<String> NEEDED = List.of(
            "libcudart.so.13",
            "libcublas.so.13",
            "libcublasLt.so.13",
            "libcufft.so.12",
            "libcurand.so.10",
            "libcusparse.so.12",
            "libcusolver.so.12",
            "libnvJitLink.so.13",
            "libcupti.so.13",
            "libnvrtc.so.13",
            "libcudnn.so.9",
            "libnccl.so.2",
            "libcuda.so.1");

    /** Where JavaCPP looks, and the usual places of the system. */
    private static final List<String> FOLDERS = List.of(
            "/usr/local/cuda-13.3/lib64",
            "/usr/local/cuda-13.3/extras/CUPTI/lib64",
            "/usr/local/cuda/lib64",
            "/usr/local/cuda/extras/CUPTI/lib64",
            "/usr/lib64",
            "/usr/lib/x86_64-linux-gnu");

    private static final String BUNDLED = "org/bytedeco/cuda/linux-x86_64/";

    /** Looks where they are loaded from: the environment's folders, the loader's own list, and the class path. */
    static CudaLibraries ofThisMachine() {
        String listed = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
        Stream<String> wished = Stream.of(listed.split(":")).filter(folder -> !folder.isBlank());
        List<Path> folders =
                Stream.concat(wished, FOLDERS.stream()).map(Path::of).toList();
        ClassLoader classes = CudaLibraries.class.getClassLoader();
        Set<String> known = loaderCache();
        return of(name -> known.contains(name)
                || classes.getResource(BUNDLED + name) != null
                || folders.stream().anyMatch(folder -> Files.exists(folder.resolve(name))));
    }

    static CudaLibraries of(java.util.function.Predicate<String> isThere) {
        return new CudaLibraries(
                NEEDED.stream().filter(isThere).toList(),
                NEEDED.stream().filter(isThere.negate()).toList());
    }

    /** The names in {@code ldconfig}'s list; none where there is no such program. */
    private static Set<String> loaderCache() {
        Set<String> names = new HashSet<>();
        for (String program : List.of("/sbin/ldconfig", "/usr/sbin/ldconfig")) {
            if (Files.isExecutable(Path.of(program))) {
                lines(program).map(line -> line.strip().split(" ", 2)[0]).forEach(names::add);
                return names;
            }
        }
        return names;
    }

    private static Stream<String> lines(String program) {
        try {
            Process process = new ProcessBuilder(program, "-p")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream in = process.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            }
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
