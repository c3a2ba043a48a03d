package io.channelwise.benchmarks.parts;

import io.channelwise.attention.SqueezeExcitation;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Squeeze and excitation as in the first stage of se_resnet50. */
@State(Scope.Thread)
public class SqueezeExcitationPart {

    private static final String SIZE = "[8, 256, 56, 56]";

    private Pass pass;

    /** Draws input and weights. */
    @Setup
    public void prepare() {
        Tensor x = Inputs.activations(8, 256, 56, 56);
        pass = Pass.of(new SqueezeExcitation(256), x);
    }

    /** Without gradients. */
    @Benchmark
    @Part(name = "squeeze and excitation, forward", size = SIZE)
    public void forward() {
        pass.forward();
    }

    /** With the gradients of input and weights. */
    @Benchmark
    @Part(name = "squeeze and excitation, forward and backward", size = SIZE)
    public void forwardAndBackward() {
        pass.forwardAndBackward();
    }
}
