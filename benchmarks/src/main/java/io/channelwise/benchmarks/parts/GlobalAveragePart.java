package io.channelwise.benchmarks.parts;

import io.channelwise.nn.AdaptiveAvgPool2d;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The squeeze alone: the layer, which divides a sum, beside libtorch's own pooling to one pixel. */
@State(Scope.Thread)
public class GlobalAveragePart {

    private static final String NAME = "global average, forward and backward";
    private static final String SIZE = "[8, 256, 56, 56]";

    private Pass layer;
    private Pass formula;

    /** Draws the input. */
    @Setup
    public void prepare() {
        Tensor x = Inputs.activations(8, 256, 56, 56);
        layer = Pass.of(new AdaptiveAvgPool2d(1), x);
        formula = new Pass(() -> torch.adaptive_avg_pool2d(x, 1, 1), List.of(x));
    }

    /** By the layer. */
    @Benchmark
    @Part(name = NAME, size = SIZE)
    public void layer() {
        layer.forwardAndBackward();
    }

    /** By libtorch's pooling. */
    @Benchmark
    @Part(name = NAME, size = SIZE, formula = true)
    public void formula() {
        formula.forwardAndBackward();
    }
}
