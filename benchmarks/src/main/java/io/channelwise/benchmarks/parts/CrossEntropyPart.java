package io.channelwise.benchmarks.parts;

import io.channelwise.nn.Losses;
import io.channelwise.runtime.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The loss of a batch. */
@State(Scope.Thread)
public class CrossEntropyPart {

    private Pass pass;

    /** Draws the logits. */
    @Setup
    public void prepare() {
        Tensor logits = Tensors.empty(8, 1000).normal_();
        logits.set_requires_grad(true);
        Tensor labels = Tensors.ofLongs(0, 1, 2, 3, 4, 5, 6, 7);
        pass = new Pass(() -> Losses.crossEntropy(logits, labels), List.of(logits));
    }

    /** With the gradient of the logits. */
    @Benchmark
    @Part(name = "cross-entropy, forward and backward", size = "[8, 1000]")
    public void forwardAndBackward() {
        pass.forwardAndBackward();
    }
}
