package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Sequential;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;

/** The fused kernels walk through memory, so parameters and state have to lie in one order. */
class FusedOptimizersTest {

    private static final WeightDecay DECAY = new WeightDecay(0.1, false);

    @Test
    void sgdFollowsAChangeOfTheMemoryFormat() {
        assertSameInBothFormats(parameters -> new Sgd(parameters, 0.9, true, DECAY));
    }

    @Test
    void adamWFollowsAChangeOfTheMemoryFormat() {
        assertSameInBothFormats(parameters -> new AdamW(parameters, DECAY));
    }

    @Test
    void aParameterWithoutAGradientStays() {
        try (Conv2d conv = new Conv2d(Conv2d.options(2, 3, 1));
                Sgd sgd = new Sgd(conv.parameters(), 0.9, false, DECAY)) {
            float[] before = Tensors.floats(conv.weight());
            sgd.step(0.1);
            assertThat(Tensors.floats(conv.weight())).isEqualTo(before);
        }
    }

    @Test
    void withoutMomentumSgdStepsAlongTheGradientAndKeepsNothing() {
        try (Conv2d conv = new Conv2d(Conv2d.options(2, 3, 3));
                Sgd sgd = new Sgd(conv.parameters(), 0, false, DECAY)) {
            float[] before = Tensors.floats(conv.weight());
            step(conv, sgd);
            float[] after = Tensors.floats(conv.weight());

            assertThat(sgd.state()).isEmpty();
            for (int i = 0; i < before.length; i++) {
                assertThat(after[i]).isCloseTo(before[i] * (1 - 0.1f * (2 + 0.1f)), within(1e-6f));
            }
        }
    }

    @Test
    void anEvaluationAfterAStepComputesWithItsWeights() {
        assertFollows(parameters -> new Sgd(parameters, 0.9, false, DECAY));
        assertFollows(parameters -> new AdamW(parameters, DECAY));
    }

    private static void assertFollows(Function<Map<String, Tensor>, Optimizer> optimizer) {
        Conv2d conv = new Conv2d(Conv2d.options(2, 3, 3));
        try (Layer layer = Sequential.of(conv, new BatchNorm2d(3)).eval();
                Optimizer descent = optimizer.apply(conv.parameters());
                Scope scope = new Scope()) {
            Tensor x = Tensors.empty(2, 2, 5, 5).normal_().contiguous(MemoryFormat.ChannelsLast);
            evaluated(layer, x);
            step(conv, descent);
            float[] after = evaluated(layer, x);
            float[][] expected = new float[1][];
            ForwardListener.listen(new ForwardListener() {}, () -> expected[0] = evaluated(layer, x));

            for (int i = 0; i < after.length; i++) {
                assertThat(after[i]).as("value %d", i).isCloseTo(expected[0][i], within(1e-5f));
            }
        }
    }

    private static float[] evaluated(Layer layer, Tensor x) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            return Tensors.floats(layer.call(x));
        }
    }

    private static void assertSameInBothFormats(Function<Map<String, Tensor>, Optimizer> optimizer) {
        try (Conv2d kept = new Conv2d(Conv2d.options(2, 3, 3));
                Conv2d changed = new Conv2d(Conv2d.options(2, 3, 3));
                Optimizer first = optimizer.apply(kept.parameters());
                Optimizer second = optimizer.apply(changed.parameters())) {
            copyValues(kept, changed);
            step(kept, first);
            step(changed, second);
            changed.to(MemoryFormat.ChannelsLast);
            step(kept, first);
            step(changed, second);
            float[] expected = Tensors.floats(kept.weight());
            float[] actual = Tensors.floats(changed.weight());
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).as("value %d", i).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    private static void copyValues(Conv2d from, Conv2d to) {
        to.weight().set_data(from.weight().detach().clone());
        to.bias().set_data(from.bias().detach().clone());
    }

    /** The gradient of a sum of squares is not the same for any two weights. */
    private static void step(Conv2d conv, Optimizer optimizer) {
        try (Scope scope = new Scope()) {
            conv.zeroGrad();
            conv.weight().square().sum().backward();
            optimizer.step(0.1);
        }
    }
}
