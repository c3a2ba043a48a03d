package io.channelwise.nn;

import static io.channelwise.nn.Arguments.atLeast;
import static io.channelwise.nn.Arguments.divisible;
import static io.channelwise.nn.Arguments.positive;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/** Two-dimensional convolution: {@code [N, in, H, W]} to {@code [N, out, H', W']}, as PyTorch's {@code nn.Conv2d}. */
public final class Conv2d extends Layer implements SelfContained {

    private final Options options;
    private final Tensor weight;
    private final Tensor bias;
    private PackedConvolution packed;

    /** A convolution whose weights are drawn by PyTorch's default rule. */
    public Conv2d(Options options) {
        this.options = options;
        this.weight = parameter(
                "weight", Tensors.empty(options.out, options.in / options.groups, options.kernel, options.kernel));
        this.bias = options.bias ? parameter("bias", Tensors.empty(options.out)) : null;
        Initialization.byDefault(this);
    }

    /** A square kernel with stride 1, no padding, one group and a bias; the rest by its methods. */
    public static Options options(int in, int out, int kernel) {
        return new Options(in, out, kernel, 1, 0, 1, 1, true);
    }

    /**
     * The geometry of a convolution with a square kernel.
     *
     * @param in input channels, a multiple of {@code groups}
     * @param out output channels, a multiple of {@code groups}
     * @param kernel height and width of the kernel in pixels
     * @param stride step in pixels
     * @param padding zeros on each side in pixels
     * @param dilation distance of the kernel's points in pixels
     * @param groups independent slices of the channels
     * @param bias whether a bias is added
     */
    public record Options(
            int in, int out, int kernel, int stride, int padding, int dilation, int groups, boolean bias) {

        public Options {
            positive("in", in);
            positive("out", out);
            positive("kernel", kernel);
            positive("stride", stride);
            atLeast("padding", padding, 0);
            positive("dilation", dilation);
            positive("groups", groups);
            divisible("in", in, "groups", groups);
            divisible("out", out, "groups", groups);
        }

        /**
         * The distance between rows and columns that any point of the kernel can meet: with stride, padding and dilation of
         * 2 only every other pixel counts.
         */
        int step() {
            return gcd(gcd(stride, padding), dilation);
        }

        /** Whether each pixel is computed from itself alone. */
        boolean isPointwise() {
            return kernel == 1 && stride == 1 && padding == 0;
        }

        private static int gcd(int a, int b) {
            return b == 0 ? a : gcd(b, a % b);
        }

        /** The same with another stride. */
        public Options stride(int stride) {
            return new Options(in, out, kernel, stride, padding, dilation, groups, bias);
        }

        /** The same with other padding. */
        public Options padding(int padding) {
            return new Options(in, out, kernel, stride, padding, dilation, groups, bias);
        }

        /** The same with another dilation. */
        public Options dilation(int dilation) {
            return new Options(in, out, kernel, stride, padding, dilation, groups, bias);
        }

        /** The same with other groups. */
        public Options groups(int groups) {
            return new Options(in, out, kernel, stride, padding, dilation, groups, bias);
        }

        /** The same without a bias, as before a batch norm. */
        public Options withoutBias() {
            return new Options(in, out, kernel, stride, padding, dilation, groups, false);
        }
    }

    /** The geometry. */
    public Options options() {
        return options;
    }

    /**
     * {@code [out, in / groups, kernel, kernel]}.
     *
     * @throws IllegalStateException if it was given up after {@link #evalOnly}
     */
    public Tensor weight() {
        if (weight.numel() == 0) {
            throw new IllegalStateException(
                    this + ": evalOnly() has given up its kernels; allowed: calls without gradients,"
                            + " listeners and autocast, with float32 images in channels-last on the processor");
        }
        return weight;
    }

    /** {@code [out]}, or {@code null}. */
    public Tensor bias() {
        return bias;
    }

    @Override
    protected void reset(GeneratorOptional generator) {
        double fanIn = (double) options.in / options.groups * options.kernel * options.kernel;
        Initialization.uniform(weight, 1 / Math.sqrt(fanIn), generator);
        if (bias != null) {
            Initialization.uniform(bias, 1 / Math.sqrt(fanIn), generator);
        }
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, options.in);
        List<Tensor> read = Listening.read(Operation.Convolution.class, List.of(x, weight()));
        Tensor y = convolve(read.get(0), read.get(1), bias);
        return Listening.heard(new Operation.Convolution(x, weight, bias, options, y));
    }

    /** With other weights in this geometry; a bias of {@code null} is none. */
    Tensor convolve(Tensor x, Tensor kernels, Tensor shifts) {
        return GradMode.is_enabled()
                ? TrainingConvolution.of(options, x, kernels, shifts)
                : TrainingConvolution.plain(options, x, kernels, shifts, 1);
    }

    /** With a batch norm after it, made when it is first asked for and again when weights have changed. */
    synchronized PackedConvolution packed(BatchNorm2d norm, long[] input) {
        if (packed == null || !packed.isOf(this, norm)) {
            forget();
            packed = new PackedConvolution(this, norm, input);
            if (isEvalOnly()) {
                giveUpKernels();
            }
        }
        return packed;
    }

    private void giveUpKernels() {
        packed.standAlone();
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            weight.set_data(Tensors.empty(0));
        }
    }

    @Override
    protected synchronized void forget() {
        if (packed != null) {
            packed.close();
            packed = null;
        }
    }

    @Override
    public String toString() {
        return "Conv2d(" + options.in + ", " + options.out + ", kernel " + options.kernel + ")";
    }
}
