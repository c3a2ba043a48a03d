package io.channelwise.benchmarks.parts;

import io.channelwise.nn.Conv2d;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A convolution with stride and dilation 2: the second branch where sknet50's second stage begins, 32 groups. */
@State(Scope.Thread)
public class DilatedConvolutionPart {

    private static final String SIZE = "[8, 256, 56, 56]";

    private Pass pass;

    /** Draws input and weights. */
    @Setup
    public void prepare() {
        Conv2d.Options options =
                Conv2d.options(256, 256, 3).stride(2).padding(2).dilation(2).groups(32);
        pass = Pass.of(new Conv2d(options.withoutBias()), Inputs.activations(8, 256, 56, 56));
    }

    /** Without gradients. */
    @Benchmark
    @Part(name = "convolution of stride and dilation 2, forward", size = SIZE)
    public void forward() {
        pass.forward();
    }

    /** With the gradients of input and kernels. */
    @Benchmark
    @Part(name = "convolution of stride and dilation 2, forward and backward", size = SIZE)
    public void forwardAndBackward() {
        pass.forwardAndBackward();
    }
}
