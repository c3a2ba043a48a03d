package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Int8ArithmeticTest {

    private static final ActivationScale HALVES = new ActivationScale(0.5f, 10);

    @Test
    void halvesGoToTheEvenByte() {
        assertThat(HALVES.quantize(0.25f)).isEqualTo(10);
        assertThat(HALVES.quantize(0.75f)).isEqualTo(12);
        assertThat(HALVES.quantize(-0.25f)).isEqualTo(10);
        assertThat(HALVES.quantize(-0.75f)).isEqualTo(8);
    }

    @Test
    void whatLiesOutsideIsSaturated() {
        assertThat(HALVES.quantize(-5.5f)).isZero();
        assertThat(HALVES.quantize(1e30f)).isEqualTo(255);
        assertThat(HALVES.quantize(-1e30f)).isZero();
    }

    @Test
    void zeroIsExactWhateverTheRange() {
        for (double[] range : new double[][] {{-1, 3}, {0, 6}, {2, 6}, {-7, -3}, {-0.001, 1000}, {0, 0}}) {
            ActivationScale scale = ActivationScale.of(range[0], range[1]);
            assertThat(scale.zeroPoint()).isBetween(0, 255);
            assertThat(scale.dequantize(scale.quantize(0))).isZero();
        }
    }

    @Test
    void aRangeWithoutNegativeNumbersStartsAtByteZero() {
        assertThat(ActivationScale.of(0, 6)).isEqualTo(new ActivationScale((float) (6 / 255.0), 0));
        assertThat(ActivationScale.of(2, 6)).isEqualTo(ActivationScale.of(0, 6));
        assertThat(ActivationScale.of(-3, -1).zeroPoint()).isEqualTo(255);
    }

    @Test
    void insideTheRangeTheErrorIsAtMostHalfAStep() {
        ActivationScale scale = ActivationScale.of(-1.3, 2.9);
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            float x = (float) (-1.3 + 4.2 * random.nextDouble());
            // The zero point is rounded too, which moves the ends by up to half a step.
            assertThat(scale.dequantize(scale.quantize(x))).isCloseTo(x, within(scale.scale() * 1.001f));
        }
        assertThat(scale.dequantize(scale.quantize(1.0f))).isCloseTo(1.0f, within(scale.scale() * 0.501f));
    }

    @Test
    void eachChannelsLargestWeightIsOneHundredAndTwentySeven() {
        Int8Weights weights = Int8Weights.of(new float[] {1, -2, 0.5f, -0.001f, 0.002f, 0}, new float[0], 2, 1);

        assertThat(weights.scales()).containsExactly((float) (2 / 127.0), (float) (0.002f / 127.0));
        assertThat(weights.values()).containsExactly(64, -127, 32, -64, 127, 0);
        assertThat(weights.bias()).isEmpty();
    }

    @Test
    void theBiasCountsInProductsOfBothScales() {
        Int8Weights weights = Int8Weights.of(new float[] {1.27f, -0.635f}, new float[] {0.5f, -3}, 2, 0.1f);

        assertThat(weights.bias()[0]).isEqualTo((int) Math.rint(0.5f / (0.1f * weights.scales()[0])));
        assertThat(weights.bias()[1]).isEqualTo((int) Math.rint(-3 / (0.1f * weights.scales()[1])));
    }

    @Test
    void anEmptiedChannelKeepsItsBias() {
        Int8Weights weights = Int8Weights.of(new float[] {0, 0, 1e-12f, 0}, new float[] {2, -2}, 2, 0.01f);

        for (int c = 0; c < 2; c++) {
            double bias = (double) weights.bias()[c] * 0.01f * weights.scales()[c];
            assertThat(bias).isCloseTo(c == 0 ? 2 : -2, within(1e-6));
        }
        assertThat(weights.values()).containsOnly(0);
    }

    @Test
    void allZerosStayZeros() {
        Int8Weights weights = Int8Weights.of(new float[4], new float[2], 2, 1);

        assertThat(weights.scales()).containsExactly(1, 1);
        assertThat(weights.values()).containsOnly(0);
        assertThat(weights.bias()).containsOnly(0);
    }
}
