package io.channelwise.benchmarks.parts;

import io.channelwise.nn.Conv2d;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A convolution with stride and dilation 2: the second branch where sknet50's second stage begins, 32 groups. */
@State(Scope.Thread)
public class DilatedConvolutionPart {

    private static final String SIZE = "[8, 256, 56, 56]";
    private static final String BOTH = "convolution of stride and dilation 2, forward and backward";

    private Pass pass;
    private Pass formula;

    /** Draws input and weights. */
    @Setup
    public void prepare() {
        Conv2d.Options options =
                Conv2d.options(256, 256, 3).stride(2).padding(2).dilation(2).groups(32);
        Conv2d conv = new Conv2d(options.withoutBias());
        Tensor x = Inputs.activations(8, 256, 56, 56);
        pass = Pass.of(conv, x);
        formula = new Pass(() -> everyPixel(conv.weight(), x), List.of(conv.weight(), x));
    }

    private static Tensor everyPixel(Tensor weight, Tensor x) {
        long[] two = {2, 2};
        return torch.conv2d(x, weight, new TensorOptional(), two, two, two, 32);
    }

    /** Without gradients. */
    @Benchmark
    @Part(name = "convolution of stride and dilation 2, forward", size = SIZE)
    public void forward() {
        pass.forward();
    }

    /** With the gradients of input and kernels, from the pixels that count. */
    @Benchmark
    @Part(name = BOTH, size = SIZE)
    public void forwardAndBackward() {
        pass.forwardAndBackward();
    }

    /** From all pixels. */
    @Benchmark
    @Part(name = BOTH, size = SIZE, formula = true)
    public void formula() {
        formula.forwardAndBackward();
    }
}
