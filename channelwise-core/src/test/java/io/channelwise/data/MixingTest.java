package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.data.CutMix.Span;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** In the batch used here every value of image i is 10^i, so that sums tell what they are made of. */
class MixingTest {

    private static final float[] VALUES = {1, 10, 100, 1000};
    private static final int[] LABELS = {3, 5, 7, 9};

    private final RandomGenerator random = new SplittableRandom(13);

    @Test
    void betaHasItsMoments() {
        for (double alpha : new double[] {0.1, 0.2, 0.5, 1, 2, 8}) {
            int n = 40_000;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double draw = Beta.draw(alpha, random);
                assertThat(draw).isBetween(0.0, 1.0);
                sum += draw / n;
                squares += (draw - 0.5) * (draw - 0.5) / n;
            }
            assertThat(sum).as("mean of %s", alpha).isCloseTo(0.5, within(0.01));
            assertThat(squares * (8 * alpha + 4)).as("variance of %s", alpha).isCloseTo(1, within(0.04));
        }
    }

    @Test
    void betaOfOneIsUniformAndOfOneHalfTheArcsine() {
        int n = 40_000;
        double uniform = 0;
        double arcsine = 0;
        for (int i = 0; i < n; i++) {
            uniform += Beta.draw(1, random) < 0.2 ? 1.0 / n : 0;
            arcsine += Beta.draw(0.5, random) < 0.2 ? 1.0 / n : 0;
        }
        assertThat(uniform).isCloseTo(0.2, within(0.01));
        assertThat(arcsine).isCloseTo(2 / Math.PI * Math.asin(Math.sqrt(0.2)), within(0.01));
    }

    @Test
    void tinyAlphasStayNumbers() {
        for (int i = 0; i < 1000; i++) {
            assertThat(Beta.draw(0.001, random)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void mixupBlendsPixelsAndTargetsAlike() {
        Batch mixed = Mixup.blend(batch(2, 2), new int[] {1, 3, 2, 0}, 0.75f);

        assertThat(mixed.share()).isEqualTo(0.75);
        assertThat(mixed.labels()).isEqualTo(LABELS);
        assertThat(mixed.otherLabels()).containsExactly(5, 9, 7, 3);
        for (int i = 0; i < 12; i++) {
            assertThat(mixed.pixels()[i]).isEqualTo(0.75f * 1 + 0.25f * 10);
            assertThat(mixed.pixels()[12 + i]).isEqualTo(0.75f * 10 + 0.25f * 1000);
            assertThat(mixed.pixels()[24 + i]).isEqualTo(100);
            assertThat(mixed.pixels()[36 + i]).isCloseTo(0.75f * 1000 + 0.25f * 1, within(1e-3f));
        }
    }

    @Test
    void mixupDrawsItsShareAndPartners() {
        double sum = 0;
        Set<String> partners = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            Batch mixed = new Mixup(0.2).apply(batch(1, 1), random);
            for (int k = 0; k < 4; k++) {
                int other = mixed.otherLabels()[k] / 2 - 1;
                double expected = mixed.share() * VALUES[k] + (1 - mixed.share()) * VALUES[other];
                assertThat((double) mixed.pixels()[3 * k]).isCloseTo(expected, within(1e-3));
            }
            partners.add(Arrays.toString(mixed.otherLabels()));
            sum += (mixed.share() - 0.5) * (mixed.share() - 0.5) / 2000;
        }
        assertThat(partners).hasSize(24);
        assertThat(sum).isCloseTo(1 / (8 * 0.2 + 4), within(0.01));
    }

    @Test
    void cutMixPastesARectangleOfThePartner() {
        Batch mixed = CutMix.paste(batch(3, 4), new int[] {2, 1, 0, 3}, new Span(1, 3), new Span(0, 1));

        assertThat(mixed.share()).isEqualTo(10.0 / 12);
        assertThat(mixed.otherLabels()).containsExactly(7, 5, 3, 9);
        assertThat(Arrays.copyOf(mixed.pixels(), 12)).containsExactly(1, 1, 1, 1, 100, 1, 1, 1, 100, 1, 1, 1);
        assertThat(Arrays.copyOfRange(mixed.pixels(), 12, 24)).isEqualTo(Arrays.copyOf(mixed.pixels(), 12));
        assertThat(Arrays.copyOfRange(mixed.pixels(), 36, 72)).containsOnly(10);
    }

    @Test
    void cutMixSharesAreTheTrueShareOfPixels() {
        double pasted = 0;
        for (int i = 0; i < 4000; i++) {
            Batch mixed = new CutMix(1).apply(batch(20, 30), random);
            for (int k = 0; k < 4; k++) {
                float own = VALUES[k];
                int length = 3 * 20 * 30;
                long kept = 0;
                for (int p = k * length; p < (k + 1) * length; p++) {
                    kept += mixed.pixels()[p] == own ? 1 : 0;
                }
                double share = mixed.otherLabels()[k] == LABELS[k] ? 1 : mixed.share();
                assertThat((double) kept / length).isCloseTo(share, within(1e-9));
            }
            pasted += (1 - mixed.share()) / 4000;
        }
        // Of a side with the share r, r - r^2 / 4 lies inside on average; with r^2 uniform the mean of its square is
        // 77/240.
        assertThat(pasted).isCloseTo(77.0 / 240, within(0.03));
    }

    @Test
    void rectanglesAreCutOffAtTheBorder() {
        boolean[] touched = new boolean[10];
        for (int i = 0; i < 500; i++) {
            Span span = Span.draw(10, 0.5, random);
            assertThat(span.from()).isBetween(0, 8);
            assertThat(span.to()).isBetween(3, 10);
            assertThat(span.length()).isBetween(3, 5);
            touched[span.from()] = true;
        }
        assertThat(touched).containsExactly(true, true, true, true, true, true, true, true, false, false);
        assertThat(Span.draw(10, 0, random).length()).isZero();
    }

    @Test
    void eachBatchDrawsOneOfBoth() {
        BatchTransform both = BatchTransform.oneOf(List.of(
                (batch, draws) -> batch.mixed(batch.pixels(), new int[] {0, 1, 2, 3}, 0.1),
                (batch, draws) -> batch.mixed(batch.pixels(), new int[] {0, 1, 2, 3}, 0.2)));
        int first = 0;
        for (int i = 0; i < 2000; i++) {
            first += both.apply(batch(1, 1), random).share() == 0.1 ? 1 : 0;
        }
        assertThat(first).isBetween(900, 1100);
        Batch plain = batch(1, 1);
        assertThat(BatchTransform.oneOf(List.of()).apply(plain, random)).isSameAs(plain);
    }

    @Test
    void unmixedBatchesHaveOneClass() {
        Batch plain = batch(1, 1);
        assertThat(plain.share()).isEqualTo(1);
        assertThat(plain.otherLabels()).isEqualTo(plain.labels());
    }

    @Test
    void alphasAreChecked() {
        assertThatThrownBy(() -> new Mixup(0)).hasMessage("mixup alpha: 0.0; allowed: 0.001 to 100");
        assertThatThrownBy(() -> new CutMix(Double.NaN)).hasMessage("cutmix alpha: NaN; allowed: 0.001 to 100");
    }

    private static Batch batch(int height, int width) {
        int length = 3 * height * width;
        float[] pixels = new float[4 * length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = VALUES[i / length];
        }
        return new Batch(pixels, 4, 3, height, width, LABELS, new int[] {0, 1, 2, 3});
    }
}
