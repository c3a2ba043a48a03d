package io.channelwise.benchmarks.parts;

import static io.channelwise.nn.Functions.blend;
import static io.channelwise.nn.Functions.multiply;
import static io.channelwise.nn.Functions.select;
import static io.channelwise.nn.Functions.softmax;
import static io.channelwise.nn.Functions.sum;

import io.channelwise.runtime.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The last step of a selective kernel, two branches weighted by the softmax of what the fusing layer says. */
@State(Scope.Thread)
public class BlendPart {

    private static final String NAME = "two branches blended, forward and backward";
    private static final String SIZE = "[8, 128, 56, 56]";

    private Pass blended;
    private Pass formula;

    /** Draws branches and scores. */
    @Setup
    public void prepare() {
        Tensor scores = Tensors.empty(8, 2, 128, 1, 1).normal_();
        scores.set_requires_grad(true);
        List<Tensor> maps = List.of(Inputs.activations(8, 128, 56, 56), Inputs.activations(8, 128, 56, 56));
        List<Tensor> leaves = List.of(scores, maps.get(0), maps.get(1));
        blended = new Pass(() -> blend(softmax(scores, 1), maps), leaves);
        formula = new Pass(() -> weightedSum(softmax(scores, 1), maps), leaves);
    }

    private static Tensor weightedSum(Tensor gates, List<Tensor> maps) {
        return sum(List.of(multiply(select(gates, 1, 0), maps.get(0)), multiply(select(gates, 1, 1), maps.get(1))));
    }

    /** By one interpolation. */
    @Benchmark
    @Part(name = NAME, size = SIZE)
    public void blended() {
        blended.forwardAndBackward();
    }

    /** By two products and their sum. */
    @Benchmark
    @Part(name = NAME, size = SIZE, formula = true)
    public void formula() {
        formula.forwardAndBackward();
    }
}
