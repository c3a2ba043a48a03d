package io.channelwise.runtime;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes a GPU compute the same numbers each time, for the whole process: sums in a fixed order, at some cost in speed. An
 * operation that libtorch cannot do so throws, with its name, rather than computing otherwise. The processor needs none of
 * this: for a number of threads its numbers are always the same.
 */
public final class Determinism {

    private static final String WORKSPACE = "CUBLAS_WORKSPACE_CONFIG";

    static {
        Engine.start();
    }

    private Determinism() {}

    /** Sets it, before the first operation on the GPU. */
    public static void require() {
        set(true);
        if (!torch.has_env(WORKSPACE)) {
            // cuBLAS sums in an order of its own for each stream unless its workspaces are of one fixed size.
            torch.set_env(WORKSPACE, ":4096:8");
        }
    }

    static void set(boolean on) {
        Context context = torch.globalContext();
        context.setDeterministicAlgorithms(on, false);
        context.setDeterministicCuDNN(on);
        context.setBenchmarkCuDNN(false);
        // Only needed to find uses of uninitialised memory, and a pass over each new tensor.
        context.setDeterministicFillUninitializedMemory(false);
    }
}
