package io.channelwise.benchmarks.parts;

import io.channelwise.train.AdamW;
import io.channelwise.train.Optimizer;
import io.channelwise.train.Sgd;
import io.channelwise.train.WeightDecay;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A step over all parameters of a network: by one operator, or parameter by parameter, operation by operation. */
@State(Scope.Thread)
public class OptimizerPart {

    private static final String SGD = "SGD with momentum";
    private static final String ADAMW = "AdamW";
    private static final double MOMENTUM = 0.9;
    private static final double SGD_DECAY = 1e-4;
    private static final double ADAMW_DECAY = 0.05;
    /** So small that thousands of steps along one gradient lead to usual numbers still. */
    private static final double RATE = 1e-6;

    private Optimizer sgd;
    private SgdFormula sgdFormula;
    private Optimizer adamW;
    private AdamWFormula adamWFormula;

    /** Makes the gradients. */
    @Setup
    public void prepare() {
        Map<String, Tensor> parameters = TrainableValues.create();
        sgd = new Sgd(parameters, MOMENTUM, false, new WeightDecay(SGD_DECAY, true));
        sgdFormula = new SgdFormula(parameters.values(), MOMENTUM, SGD_DECAY);
        adamW = new AdamW(parameters, new WeightDecay(ADAMW_DECAY, true));
        adamWFormula = new AdamWFormula(parameters.values(), ADAMW_DECAY);
    }

    /** As {@link Sgd} does it. */
    @Benchmark
    @Part(name = SGD, size = TrainableValues.SIZE)
    public void sgd() {
        sgd.step(RATE);
    }

    /** By its formula. */
    @Benchmark
    @Part(name = SGD, size = TrainableValues.SIZE, formula = true)
    public void sgdByFormula() {
        sgdFormula.step(RATE);
    }

    /** As {@link AdamW} does it. */
    @Benchmark
    @Part(name = ADAMW, size = TrainableValues.SIZE)
    public void adamW() {
        adamW.step(RATE);
    }

    /** By its formula. */
    @Benchmark
    @Part(name = ADAMW, size = TrainableValues.SIZE, formula = true)
    public void adamWByFormula() {
        adamWFormula.step(RATE);
    }
}
