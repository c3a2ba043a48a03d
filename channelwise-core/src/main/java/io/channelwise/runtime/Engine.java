package io.channelwise.runtime;

import static org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch once per process, with the settings under which it is fast.
 *
 * <p>OpenBLAS keeps one thread: its own pool spins beside OpenMP's and halves the speed of a training step. Intra-op
 * work takes the physical cores, or what {@code OMP_NUM_THREADS} says; a number that {@link ThreadCount} refuses is the
 * cause of the error with which this class does not load. Denormal numbers are flushed to zero.
 */
public final class Engine {

    static {
        // First, since what it refuses would end the process in a native library.
        int threads = ThreadCount.fromEnvironment();
        // JavaCPP otherwise asks the kernel for the process's resident size at every allocation.
        setIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        setIfAbsent("org.bytedeco.javacpp.maxBytes", "0");
        NativeLibraries.load(NativeLibraries.ofJavaCpp("pytorch", "jnitorch"), () -> load(threads));
    }

    private static volatile MemoryUse memory = MemoryUse.LEAN;

    private Engine() {}

    private static void load(int threads) {
        MemoryReuse.enable();
        blas_set_num_threads(1);
        torch.set_num_threads(threads);
        Context.setFlushDenormal(true);
        silenceNnpack();
        // Loading libtorch takes a hundred thousand of them.
        SpareBlocks.reserve();
    }

    /** Makes sure that libtorch is loaded and set up; every entry into the library calls it. */
    public static void start() {}

    /** What training spends memory on. */
    public static MemoryUse memory() {
        return memory;
    }

    /** Sets what training spends memory on from its next step on. */
    public static void setMemory(MemoryUse use) {
        memory = use;
    }

    /** The number of threads that one operation may use. */
    public static int threads() {
        return torch.get_num_threads();
    }

    /**
     * Sets the number of threads that one operation may use. Results are reproducible for a fixed number only, since
     * sums are split between the threads.
     *
     * @throws IllegalArgumentException if it is less than 1 or more than {@link ThreadCount#most}
     */
    public static void setThreads(int threads) {
        torch.set_num_threads(ThreadCount.require("threads", threads));
    }

    /** oneDNN is asked first for whatever NNPACK computes; where a processor does not suit NNPACK, it says so on stderr. */
    private static void silenceNnpack() {
        torch.globalContext().setUserEnabledNNPACK(false);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
