package io.channelwise.benchmarks.parts;

import io.channelwise.train.Optimizer;
import io.channelwise.train.Sgd;
import io.channelwise.train.WeightDecay;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A step of SGD with momentum and weight decay over all parameters of a network. */
@State(Scope.Thread)
public class SgdPart {

    private static final String NAME = "SGD with momentum";
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 1e-4;
    /** So small that thousands of steps along one gradient lead to usual numbers still. */
    private static final double RATE = 1e-6;

    private Optimizer fused;
    private SgdFormula formula;

    /** Makes the gradients. */
    @Setup
    public void prepare() {
        Map<String, Tensor> parameters = TrainableValues.create();
        fused = new Sgd(parameters, MOMENTUM, false, new WeightDecay(DECAY, true));
        formula = new SgdFormula(parameters.values(), MOMENTUM, DECAY);
    }

    /** By one operator over all parameters. */
    @Benchmark
    @Part(name = NAME, size = TrainableValues.SIZE)
    public void fused() {
        fused.step(RATE);
    }

    /** Parameter by parameter, operation by operation. */
    @Benchmark
    @Part(name = NAME, size = TrainableValues.SIZE, formula = true)
    public void formula() {
        formula.step(RATE);
    }
}
