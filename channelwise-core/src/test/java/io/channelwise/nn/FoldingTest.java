package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** What is computed in fewer passes when nobody listens is what the formula says. */
class FoldingTest {

    private static final double TOLERANCE = 1e-5;

    private final Conv2d conv = new Conv2d(Conv2d.options(4, 6, 3).padding(1));
    private final BatchNorm2d norm = new BatchNorm2d(6);
    private final Layer pair = Sequential.of(conv, norm);

    @Test
    void aFoldedBatchNormGivesThePairsOutput() {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensor x = Tensors.empty(2, 4, 8, 8).normal_();
            pair.stateDict().get("1.running_mean").normal_();
            pair.stateDict().get("1.running_var").uniform_().add_(x.abs().mean());
            pair.stateDict().get("1.weight").normal_();
            pair.stateDict().get("1.bias").normal_();
            pair.eval();
            assertThat(Folding.pays(List.of(conv, norm), 0, x)).isTrue();

            assertClose(pair.call(x), norm.call(conv.call(x)));
        }
    }

    @Test
    void isLeftWhereGradientsOrStatisticsOrListenersNeedThePair() {
        try (Scope scope = new Scope()) {
            Tensor x = Tensors.empty(2, 4, 8, 8).normal_();
            pair.eval();
            assertThat(Folding.pays(List.of(conv, norm), 0, x)).as("gradients").isFalse();
            try (NoGrad guard = new NoGrad()) {
                ForwardListener.listen(
                        new ForwardListener() {}, () -> assertThat(Folding.pays(List.of(conv, norm), 0, x))
                                .as("a listener")
                                .isFalse());
                pair.train(true);
                assertThat(Folding.pays(List.of(conv, norm), 0, x))
                        .as("statistics")
                        .isFalse();
            }
        }
    }

    @Test
    void blendIsTheWeightedSum() {
        try (Scope scope = new Scope()) {
            Tensor gates = Functions.softmax(Tensors.empty(2, 2, 4, 1, 1).normal_(), 1);
            List<Tensor> maps = List.of(
                    Tensors.empty(2, 4, 8, 8).normal_(),
                    Tensors.empty(2, 4, 8, 8).normal_());
            Tensor[] heard = new Tensor[1];
            ForwardListener.listen(new ForwardListener() {}, () -> heard[0] = Functions.blend(gates, maps));

            assertClose(Functions.blend(gates, maps), heard[0]);
        }
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        float[] wanted = Tensors.floats(expected);
        float[] got = Tensors.floats(actual);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(got[i]).as("value %d", i).isCloseTo(wanted[i], within((float) TOLERANCE));
        }
    }
}
