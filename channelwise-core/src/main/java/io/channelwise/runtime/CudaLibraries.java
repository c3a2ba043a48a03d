package io.channelwise.runtime;

import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * The libraries that libtorch's CUDA kernels are linked against. JavaCPP leaves the kernels out in silence where one of them
 * is missing, and libtorch computes on the processor then.
 */
public final class CudaLibraries {

    private static final String KERNELS = "/org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

    /** Of CUDA 13 with cuDNN 9, as the kernels of libtorch 2.13 name them; the last comes with the driver. */
    public static final List<String> NEEDED = List.of(
            "libcudart.so.13",
            "libnvrtc.so.13",
            "libcublasLt.so.13",
            "libcublas.so.13",
            "libcusparse.so.12",
            "libcusolver.so.12",
            "libcufft.so.12",
            "libcurand.so.10",
            "libcufile.so.0",
            "libcupti.so.13",
            "libcudnn.so.9",
            "libnccl.so.2",
            "libcuda.so.1");

    private CudaLibraries() {}

    /** Whether the kernels are on the class path, for the platform on which the names above are right. */
    static boolean areKernelsHere() {
        return CudaLibraries.class.getResource(KERNELS) != null;
    }

    /** Those that the system's loader does not find. */
    static List<String> missing() {
        return NEEDED.stream().filter(name -> !isFound(name)).toList();
    }

    /** Whether it is loaded, or the system's loader finds and loads it. */
    public static boolean isFound(String name) {
        try {
            Loader.loadGlobal(name);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    /** What is wrong, of these libraries missing. */
    static String complaint(List<String> missing) {
        return String.join(", ", missing) + (missing.size() == 1 ? " is missing" : " are missing")
                + "; docs/gpu.md tells where to get CUDA's libraries, and LD_LIBRARY_PATH has to name their folders";
    }
}
