package io.channelwise.runtime;

import static org.bytedeco.openblas.presets.openblas_nolapack.blas_set_num_threads;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch once per process, with the settings under which it is fast.
 *
 * <p>OpenBLAS keeps one thread: its own pool spins beside OpenMP's and halves the speed of a training step. Intra-op
 * work takes the physical cores, or what {@code OMP_NUM_THREADS} says. Denormal numbers are flushed to zero.
 */
public final class Engine {

    static {
        // JavaCPP otherwise asks the kernel for the process's resident size at every allocation.
        setIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        setIfAbsent("org.bytedeco.javacpp.maxBytes", "0");
        NativeLibraries.load(NativeLibraries.ofJavaCpp("pytorch", "jnitorch"), Engine::load);
    }

    private static volatile MemoryUse memory = MemoryUse.LEAN;

    private Engine() {}

    private static void load() {
        MemoryReuse.enable();
        blas_set_num_threads(1);
        torch.set_num_threads(threadsFromEnvironment());
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
     */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + "; allowed: 1 or more");
        }
        torch.set_num_threads(threads);
    }

    /** oneDNN is asked first for whatever NNPACK computes; where a processor does not suit NNPACK, it says so on stderr. */
    private static void silenceNnpack() {
        torch.globalContext().setUserEnabledNNPACK(false);
    }

    private static int threadsFromEnvironment() {
        String wish = System.getenv("OMP_NUM_THREADS");
        if (wish != null && wish.matches("[1-9][0-9]{0,3}")) {
            return Integer.parseInt(wish);
        }
        return PhysicalCores.count();
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
