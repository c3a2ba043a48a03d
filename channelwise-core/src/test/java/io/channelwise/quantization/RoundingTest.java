package io.channelwise.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.ForwardListener;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.DeterministicFill;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** The numbers themselves, their gradients, and the ranges as they move. */
class RoundingTest {

    @Test
    void numbersGoToTheNearestByteWithinTheRange() {
        ActivationRange range = new ActivationRange(-0.5f, 127);
        assertThat(range.scale()).isEqualTo(0.5f);
        assertThat(range.zero()).isEqualTo(1);
        try (Scope scope = new Scope()) {
            Tensor x = Tensors.of(new float[] {-9, -0.3f, 0, 0.2f, 0.25f, 0.75f, 3.1f, 200}, 8);
            assertThat(Tensors.floats(range.round(x))).containsExactly(-0.5f, -0.5f, 0, 0, 0, 1, 3, 127);
        }
    }

    @Test
    void zeroIsAByteWhateverTheRange() {
        assertThat(new ActivationRange(2, 5.1f).zero()).isZero();
        assertThat(new ActivationRange(-5.1f, -2).zero()).isEqualTo(255);
        assertThat(new ActivationRange(0, 0).scale()).isEqualTo(1);
    }

    @Test
    void gradientsPassWithinTheRangeAndNotOutside() {
        try (Scope scope = new Scope()) {
            Tensor x = Tensors.of(new float[] {-1, 0.3f, 126.9f, 128}, 4).set_requires_grad(true);
            Tensor slopes = Tensors.of(new float[] {3, 4, 5, 6}, 4);
            new ActivationRange(-0.5f, 127).round(x).mul(slopes).sum().backward();
            assertThat(Tensors.floats(x.grad())).containsExactly(0, 4, 5, 0);
        }
    }

    @Test
    void eachChannelsLargestWeightIsKept() {
        try (Scope scope = new Scope()) {
            Tensor weight = Tensors.of(new float[] {127, -63.4f, 0.2f, -1.27f, 0.014f, 0, 0, 0, 0}, 3, 3, 1, 1)
                    .set_requires_grad(true);
            Tensor rounded = RoundedWeights.of(weight);
            assertThat(Tensors.floats(rounded))
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(127, -63, 0, -1.27f, 0.01f, 0, 0, 0, 0);
            rounded.sum().backward();
            assertThat(Tensors.floats(weight.grad())).containsOnly(1);
        }
    }

    @Test
    void theFirstBatchSetsARangeAndLaterOnesMoveIt() {
        Int8Rounding rounding = new Int8Rounding();
        try (Network network = Models.create("se_resnet20", 3, 4, 1);
                Scope scope = new Scope()) {
            Tensor x = DeterministicFill.input("input", 2, 3, 32, 32);
            pass(rounding.observing(network), network, x);
            ActivationRange first = rounding.ranges().get("images");
            assertThat(first).isEqualTo(ActivationRange.of(x));

            pass(rounding.observing(network), network, x.mul(Tensors.of(new float[] {3}, 1)));
            ActivationRange second = rounding.ranges().get("images");
            assertThat(second.largest()).isCloseTo(first.largest() * 1.02f, within(1e-5f));
            assertThat(second.least()).isCloseTo(first.least() * 1.02f, within(1e-5f));
        }
    }

    @Test
    void passesInUseLeaveTheRangesAsTheyAre() {
        Int8Rounding rounding = new Int8Rounding();
        try (Network network = Models.create("se_resnet20", 3, 4, 1);
                Scope scope = new Scope()) {
            network.eval();
            Tensor x = DeterministicFill.input("input", 2, 3, 32, 32);
            Tensor unseen = pass(rounding.rounding(network), network, x);
            assertThat(rounding.ranges()).isEmpty();
            Tensor observed = pass(rounding.observing(network), network, x);
            Map<String, ActivationRange> ranges = Map.copyOf(rounding.ranges());

            Tensor used = pass(rounding.rounding(network), network, x);
            pass(rounding.rounding(network), network, x.neg());

            assertThat(rounding.ranges()).isEqualTo(ranges);
            assertThat(used.equal(observed)).isTrue();
            assertThat(used.equal(unseen)).isFalse();
        }
    }

    @Test
    void rangesAreTakenOver() {
        Int8Rounding rounding = new Int8Rounding();
        rounding.restore(Map.of("images", new ActivationRange(0, 1)));
        Map<String, ActivationRange> others = Map.of("fc/dense", new ActivationRange(-1, 1));
        rounding.restore(others);
        assertThat(rounding.ranges()).isEqualTo(others);
    }

    private static Tensor pass(ForwardListener listener, Network network, Tensor x) {
        return ForwardListener.listen(listener, () -> network.call(x));
    }
}
