package io.channelwise.nn;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.function.Supplier;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The distributions that weights are drawn from. */
public final class Initialization {

    private static final ThreadLocal<Boolean> SKIPPED = ThreadLocal.withInitial(() -> false);

    private Initialization() {}

    /** Builds layers whose parameters are left as the memory was found, since they will be overwritten or never used. */
    public static <L extends Layer> L skip(Supplier<L> build) {
        SKIPPED.set(true);
        try {
            return build.get();
        } finally {
            SKIPPED.remove();
        }
    }

    /** Draws a new layer's own parameters from libtorch's global generator, as PyTorch's constructors do. */
    static void byDefault(Layer layer) {
        if (SKIPPED.get()) {
            return;
        }
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            layer.reset(new GeneratorOptional());
        }
    }

    /** Uniform in {@code [-bound, bound]}; PyTorch's default for convolutions and linear layers is 1 / sqrt(fan in). */
    public static void uniform(Tensor tensor, double bound, GeneratorOptional generator) {
        try (NoGrad guard = new NoGrad()) {
            tensor.uniform_(-bound, bound, generator);
        }
    }

    /**
     * Normal with variance {@code 2 / fan out}, the fan being output channels times kernel area (He et al. 2015, arXiv
     * 1502.01852, equation 14), for a kernel {@code [out, in / groups, H, W]}.
     */
    public static void heFanOut(Tensor kernel, GeneratorOptional generator) {
        double fanOut = (double) kernel.size(0) * kernel.size(2) * kernel.size(3);
        try (NoGrad guard = new NoGrad()) {
            kernel.normal_(0, Math.sqrt(2 / fanOut), generator);
        }
    }

    /** One value everywhere. */
    public static void constant(Tensor tensor, double value) {
        try (NoGrad guard = new NoGrad();
                Scalar scalar = new Scalar(value)) {
            tensor.fill_(scalar);
        }
    }
}
