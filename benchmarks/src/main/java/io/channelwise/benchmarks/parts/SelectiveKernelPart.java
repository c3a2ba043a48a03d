package io.channelwise.benchmarks.parts;

import io.channelwise.attention.SelectiveKernel;
import io.channelwise.attention.SelectiveKernelOptions;
import io.channelwise.nn.Layer;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A selective kernel of the first stage of sknet50, SK[2, 32, 16]: in evaluation forward, in training both ways. */
@State(Scope.Thread)
public class SelectiveKernelPart {

    private static final String FORWARD = "selective kernel, forward";
    private static final String BOTH = "selective kernel, forward and backward";
    private static final String SIZE = "[8, 128, 56, 56]";

    private Pass evaluation;
    private Pass evaluationByFormula;
    private Pass training;
    private Pass trainingByFormula;

    /** Draws input and weights. */
    @Setup
    public void prepare() {
        Tensor x = Inputs.activations(8, 128, 56, 56);
        evaluation = Pass.of(kernel().eval(), x);
        evaluationByFormula = Pass.byFormula(kernel().eval(), x);
        training = Pass.of(kernel(), x);
        trainingByFormula = Pass.byFormula(kernel(), x);
    }

    private static Layer kernel() {
        return new SelectiveKernel(SelectiveKernelOptions.paper(128));
    }

    /** Branches packed and blended in one pass. */
    @Benchmark
    @Part(name = FORWARD, size = SIZE)
    public void forward() {
        evaluation.forward();
    }

    /** Convolutions, norms and ReLUs one by one, then products and their sum. */
    @Benchmark
    @Part(name = FORWARD, size = SIZE, formula = true)
    public void forwardByFormula() {
        evaluationByFormula.forward();
    }

    /** Branches blended in one pass. */
    @Benchmark
    @Part(name = BOTH, size = SIZE)
    public void forwardAndBackward() {
        training.forwardAndBackward();
    }

    /** Products and their sum. */
    @Benchmark
    @Part(name = BOTH, size = SIZE, formula = true)
    public void forwardAndBackwardByFormula() {
        trainingByFormula.forwardAndBackward();
    }
}
