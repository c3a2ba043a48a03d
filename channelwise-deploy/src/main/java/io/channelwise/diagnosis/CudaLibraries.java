package io.channelwise.diagnosis;

import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Loader;

/**
 * NVIDIA's libraries that libtorch's natives with CUDA kernels are linked against, by name.
 *
 * @param found those that are loaded, or that the system's loader finds
 * @param missing those that it does not find
 */
public record CudaLibraries(List<String> found, List<String> missing) {

    /** Of libtorch 2.13 for Linux, which is built with CUDA 13.3 and cuDNN 9; the driver brings the last one. */
    static final List<String> NEEDED = List.of(
            "libcudart.so.13",
            "libnvrtc.so.13",
            "libcublas.so.13",
            "libcublasLt.so.13",
            "libcufft.so.12",
            "libcurand.so.10",
            "libcusparse.so.12",
            "libcusolver.so.12",
            "libcufile.so.0",
            "libcupti.so.13",
            "libcudnn.so.9",
            "libnccl.so.2",
            "libcuda.so.1");

    /** Loads each of them, which is for the child process. */
    static CudaLibraries loaded() {
        return of(CudaLibraries::loads);
    }

    static CudaLibraries of(Predicate<String> isThere) {
        return new CudaLibraries(
                NEEDED.stream().filter(isThere).toList(),
                NEEDED.stream().filter(isThere.negate()).toList());
    }

    private static boolean loads(String name) {
        try {
            Loader.loadGlobal(name);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }
}
