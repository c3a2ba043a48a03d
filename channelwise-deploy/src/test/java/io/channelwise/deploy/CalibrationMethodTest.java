package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationMethodTest {

    private static final int COUNT = 200_000;

    @Test
    void minmaxKeepsAll() {
        assertThat(CalibrationMethod.MINMAX.threshold(histogram(normal(3)), 128))
                .isEqualTo(largest(normal(3)));
    }

    @Test
    void percentileIsTheNormalDistributionsOwn() {
        // 99.99 % of a normal distribution are within 3.8906 deviations.
        double threshold = CalibrationMethod.PERCENTILE.threshold(histogram(normal(4)), 128);
        assertThat(threshold).isCloseTo(3.8906, within(0.15));
    }

    @Test
    void percentileCutsOutliersOff() {
        float[] values = uniform();
        values[17] = 500;
        assertThat(CalibrationMethod.PERCENTILE.threshold(histogram(values), 256))
                .isCloseTo(1, within(500.0 / MagnitudeHistogram.BINS));
    }

    @Test
    void entropyKeepsAUniformDistribution() {
        assertThat(CalibrationMethod.ENTROPY.threshold(histogram(uniform()), 256))
                .isGreaterThan(0.95);
    }

    @Test
    void entropyCutsOutliersOffButNotTheBody() {
        float[] values = normal(5);
        values[17] = 40;
        double threshold = CalibrationMethod.ENTROPY.threshold(histogram(values), 128);
        assertThat(threshold).isBetween(2.5, 6.0);
    }

    @Test
    void entropyKeepsTheBodyBesideAUniformBackground() {
        float[] values = normal(7);
        Arrays.fill(values, 0, values.length / 3, 0.25f);
        assertThat(CalibrationMethod.ENTROPY.threshold(histogram(values), 256)).isGreaterThan(2);
    }

    @Test
    void theDivergenceOfWhatIsNotMergedIsZero() {
        double[] bins = {5, 3, 0, 8};
        assertThat(EntropySearch.divergence(bins, 4, 4, 16)).isCloseTo(0, within(1e-12));
        // P is 5, 3, 0 and 8 of 16; Q merges pairs: 4, 4 and 8 in the only bin that holds something.
        double expected = 5 / 16.0 * Math.log(5 / 4.0) + 3 / 16.0 * Math.log(3 / 4.0);
        assertThat(EntropySearch.divergence(bins, 4, 2, 16)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void whatIsClippedCountsInTheLastBin() {
        double[] bins = {6, 2, 1, 7};
        // P is 6 and 10 of 16, Q 6 and 2 of 8.
        double expected = 6 / 16.0 * Math.log(6 / 16.0 / (6 / 8.0)) + 10 / 16.0 * Math.log(10 / 16.0 / (2 / 8.0));
        assertThat(EntropySearch.divergence(bins, 2, 2, 16)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aTensorOfZerosHasNoThreshold() {
        for (CalibrationMethod method : CalibrationMethod.values()) {
            assertThat(method.threshold(histogram(new float[10]), 256)).isZero();
        }
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> Range.of(FloatBuffer.wrap(new float[] {1, Float.NaN})))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("not finite");
    }

    private static MagnitudeHistogram histogram(float[] values) {
        MagnitudeHistogram histogram = new MagnitudeHistogram(largest(values));
        histogram.add(FloatBuffer.wrap(values));
        return histogram;
    }

    private static double largest(float[] values) {
        return Range.of(FloatBuffer.wrap(values)).magnitude();
    }

    private static float[] normal(long seed) {
        Random random = new Random(seed);
        float[] values = new float[COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] uniform() {
        Random random = new Random(2);
        float[] values = new float[COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
