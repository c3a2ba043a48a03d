package io.channelwise.data;

import static io.channelwise.data.ImageTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ColorJitterTest {

    private final RandomGenerator random = new SplittableRandom(3);

    @Test
    void factorsAreUniformAroundOne() {
        double[] factors = DoubleStream.generate(() -> ColorJitter.factor(0.4, random))
                .limit(20_000)
                .toArray();

        assertThat(DoubleStream.of(factors)).allMatch(factor -> factor >= 0.6 && factor < 1.4);
        assertThat(DoubleStream.of(factors).average().getAsDouble()).isCloseTo(1, within(0.01));
        for (double quarter : new double[] {0.8, 1.0, 1.2}) {
            double below = DoubleStream.of(factors).filter(f -> f < quarter).count() / 20_000.0;
            assertThat(below).isCloseTo((quarter - 0.6) / 0.8, within(0.015));
        }
    }

    @Test
    void factorsDoNotFallBelowZero() {
        double mean = DoubleStream.generate(() -> ColorJitter.factor(3, random))
                .limit(20_000)
                .peek(factor -> assertThat(factor).isBetween(0.0, 4.0))
                .average()
                .getAsDouble();
        assertThat(mean).isCloseTo(2, within(0.05));
    }

    @Test
    void brightnessAloneMultiplies() {
        Image grey = new Image(1, 1, 2, bytes(100, 200));
        double sum = 0;
        for (int i = 0; i < 4000; i++) {
            Image out = new ColorJitter(0.2, 0, 0, 0).apply(grey, random);
            assertThat(out.value(0, 0, 0)).isBetween(79, 120);
            assertThat(out.value(0, 1, 0) - 2 * out.value(0, 0, 0)).isBetween(0, 1);
            sum += out.value(0, 0, 0);
        }
        assertThat(sum / 4000).isCloseTo(99.5, within(0.6));
    }

    /** Replays the draws: the order first, then each factor in that order. */
    @Test
    void appliesItsKindsInARandomOrder() {
        Image image = new Image(3, 1, 3, bytes(200, 40, 90, 10, 250, 30, 128, 60, 5));
        ColorJitter jitter = new ColorJitter(0.5, 0.5, 0.5, 0.2);
        Set<String> orders = new HashSet<>();
        for (int seed = 0; seed < 400; seed++) {
            RandomGenerator draws = new SplittableRandom(seed);
            int[] order = Seeds.permutation(4, draws);
            Image expected = image;
            for (int kind : order) {
                double draw = draws.nextDouble();
                expected = switch (kind) {
                    case 0 -> Enhance.brightness(expected, 0.5 + draw);
                    case 1 -> Enhance.contrast(expected, 0.5 + draw);
                    case 2 -> Enhance.saturation(expected, 0.5 + draw);
                    default -> Hue.turn(expected, -0.2 + 0.4 * draw);
                };
            }
            orders.add(Arrays.toString(order));
            assertThat(jitter.apply(image, new SplittableRandom(seed)).pixels()).isEqualTo(expected.pixels());
        }
        assertThat(orders).hasSize(24);
    }

    @Test
    void zeroStrengthsLeaveAnImage() {
        Image image = ImageTest.counting(4, 4);
        assertThat(new ColorJitter(0, 0, 0, 0).apply(image, random)).isSameAs(image);
    }

    @Test
    void huesTurnOnTheHexagon() {
        Image colours = new Image(3, 1, 3, bytes(200, 40, 40, 90, 90, 90, 10, 60, 110));

        assertThat(Hue.turn(colours, 0).pixels()).isEqualTo(colours.pixels());
        assertThat(Hue.turn(colours, 1.0 / 3).pixels()).isEqualTo(bytes(40, 200, 40, 90, 90, 90, 110, 10, 60));
        assertThat(Hue.turn(colours, -1.0 / 3).pixels()).isEqualTo(bytes(40, 40, 200, 90, 90, 90, 60, 110, 10));
        assertThat(Hue.turn(colours, 0.5).pixels()).isEqualTo(bytes(40, 200, 200, 90, 90, 90, 110, 60, 10));
        // A twelfth of the circle is half a sector: green has come half the way from 40 to 200.
        assertThat(Hue.turn(new Image(3, 1, 1, bytes(200, 40, 40)), 1.0 / 12).pixels())
                .isEqualTo(bytes(200, 120, 40));
    }

    @Test
    void greyImagesHaveNoHue() {
        Image grey = ImageTest.counting(2, 2);
        assertThat(Hue.turn(grey, 0.3)).isSameAs(grey);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> ColorJitter.of(-0.1)).hasMessage("brightness: -0.1; allowed: 0 or more");
        assertThatThrownBy(() -> new ColorJitter(0, 0, 0, 0.6)).hasMessage("hue: 0.6; allowed: 0 to 0.5");
        assertThatThrownBy(() -> new ColorJitter(0, Double.NaN, 0, 0)).hasMessageContaining("contrast: NaN");
    }
}
