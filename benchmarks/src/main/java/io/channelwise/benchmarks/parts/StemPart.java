package io.channelwise.benchmarks.parts;

import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.MaxPool2d;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.Sequential;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What stands before the first stage of a network for photographs: 7x7 convolution, norm, ReLU and max pooling. */
@State(Scope.Thread)
public class StemPart {

    private static final String NAME = "stem, forward and backward";
    private static final String SIZE = "[8, 3, 224, 224]";

    private Pass inTraining;
    private Pass formula;

    /** Draws images and weights. */
    @Setup
    public void prepare() {
        Tensor x = Inputs.images(8, 3, 224, 224);
        inTraining = Pass.of(stem(), x);
        formula = Pass.byFormula(stem(), x);
    }

    private static Layer stem() {
        Conv2d.Options options = Conv2d.options(3, 64, 7).stride(2).padding(3);
        return Sequential.of(
                new Conv2d(options.withoutBias()), new BatchNorm2d(64), ReLU.inPlace(), new MaxPool2d(3, 2, 1));
    }

    /** Pooled before ReLU, the norm's output not kept. */
    @Benchmark
    @Part(name = NAME, size = SIZE)
    public void inTraining() {
        inTraining.forwardAndBackward();
    }

    /** In the order of the layers, the norm's output kept. */
    @Benchmark
    @Part(name = NAME, size = SIZE, formula = true)
    public void formula() {
        formula.forwardAndBackward();
    }
}
