package io.channelwise.benchmarks.parts;

import io.channelwise.nn.Conv2d;
import io.channelwise.nn.ConvNorm;
import io.channelwise.nn.Layer;
import org.bytedeco.pytorch.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A 3x3 convolution, its norm and ReLU in evaluation, as in the first and in the last stage of a ResNet. */
@State(Scope.Thread)
public class ConvNormPart {

    private static final String NAME = "3x3 convolution, norm and ReLU, evaluation";
    private static final String FIRST = "[8, 64, 56, 56]";
    private static final String LAST = "[8, 512, 7, 7]";

    private Pass first;
    private Pass firstByFormula;
    private Pass last;
    private Pass lastByFormula;

    /** Draws inputs and weights. */
    @Setup
    public void prepare() {
        Tensor wide = Inputs.activations(8, 64, 56, 56);
        first = Pass.of(layers(64), wide);
        firstByFormula = Pass.byFormula(layers(64), wide);
        Tensor deep = Inputs.activations(8, 512, 7, 7);
        last = Pass.of(layers(512), deep);
        lastByFormula = Pass.byFormula(layers(512), deep);
    }

    private static Layer layers(int channels) {
        return ConvNorm.activated(Conv2d.options(channels, channels, 3).padding(1))
                .eval();
    }

    /** In one packed convolution. */
    @Benchmark
    @Part(name = NAME, size = FIRST)
    public void first() {
        first.forward();
    }

    /** One by one. */
    @Benchmark
    @Part(name = NAME, size = FIRST, formula = true)
    public void firstByFormula() {
        firstByFormula.forward();
    }

    /** In one packed convolution. */
    @Benchmark
    @Part(name = NAME, size = LAST)
    public void last() {
        last.forward();
    }

    /** One by one. */
    @Benchmark
    @Part(name = NAME, size = LAST, formula = true)
    public void lastByFormula() {
        lastByFormula.forward();
    }
}
