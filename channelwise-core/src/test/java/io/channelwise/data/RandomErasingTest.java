package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomErasingTest {

    private static final int SIDE = 200;

    private final RandomGenerator random = new SplittableRandom(11);

    /** The rows and columns that differ from a black image; noise is 0 in a whole row of a rectangle next to never. */
    private record Rectangle(int top, int left, int bottom, int right) {

        static Rectangle of(Image erased) {
            Rectangle found = new Rectangle(SIDE, SIDE, -1, -1);
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    if (erased.value(y, x, 0) != 0) {
                        found = found.with(y, x);
                    }
                }
            }
            return found;
        }

        private Rectangle with(int y, int x) {
            return new Rectangle(Math.min(top, y), Math.min(left, x), Math.max(bottom, y + 1), Math.max(right, x + 1));
        }

        double area() {
            return (double) (bottom - top) * (right - left) / (SIDE * SIDE);
        }

        double ratio() {
            return (double) (bottom - top) / (right - left);
        }
    }

    @Test
    void areaAndRatioFollowTheirDistributions() {
        Image black = new Image(1, SIDE, SIDE, new byte[SIDE * SIDE]);
        int n = 2000;
        double area = 0;
        double logRatio = 0;
        int tall = 0;
        int large = 0;
        double middle = 0;
        for (int i = 0; i < n; i++) {
            Rectangle erased = Rectangle.of(new RandomErasing(1).apply(black, random));
            assertThat(erased.area()).isBetween(0.018, 0.34);
            assertThat(erased.ratio()).isBetween(0.27, 3.6);
            area += erased.area() / n;
            logRatio += Math.log(erased.ratio()) / n;
            tall += erased.ratio() > 1 ? 1 : 0;
            large += erased.area() > 0.175 ? 1 : 0;
            middle += (erased.left() + erased.right()) / 2.0 / n;
        }
        assertThat(area).isCloseTo(0.175, within(0.008));
        assertThat(large / (double) n).isCloseTo(0.5, within(0.04));
        assertThat(logRatio).isCloseTo(0, within(0.05));
        assertThat(tall / (double) n).isCloseTo(0.5, within(0.04));
        assertThat(middle).isCloseTo(SIDE / 2.0, within(4.0));
    }

    @Test
    void fillsWithUniformNoiseInEveryChannel() {
        Image black = new Image(3, SIDE, SIDE, new byte[3 * SIDE * SIDE]);
        int[] counts = new int[256];
        double[] sums = new double[3];
        for (int i = 0; i < 20; i++) {
            byte[] out = new RandomErasing(1).apply(black, random).pixels();
            for (int k = 0; k < out.length; k++) {
                counts[out[k] & 0xFF]++;
                sums[k % 3] += out[k] & 0xFF;
            }
        }
        double erased = 0;
        for (int value = 1; value < 256; value++) {
            erased += counts[value] * 256 / 255.0;
        }
        for (int value = 1; value < 256; value++) {
            assertThat(counts[value] / erased * 256).isCloseTo(1, within(0.15));
        }
        for (double sum : sums) {
            assertThat(sum / erased * 3).isCloseTo(127.5, within(1.0));
        }
    }

    @Test
    void keepsItsProbability() {
        Image image = ImageTest.counting(30, 30);
        int changed = 0;
        for (int i = 0; i < 4000; i++) {
            changed += new RandomErasing(0.25).apply(image, random) == image ? 0 : 1;
        }
        assertThat(changed / 4000.0).isCloseTo(0.25, within(0.03));
    }

    @Test
    void leavesTheGivenImageAndImagesTooSmall() {
        Image image = ImageTest.counting(30, 30);
        assertThat(new RandomErasing(1).apply(image, random)).isNotSameAs(image);
        assertThat(image.pixels()).isEqualTo(ImageTest.counting(30, 30).pixels());

        Image dot = ImageTest.counting(1, 1);
        assertThat(new RandomErasing(1).apply(dot, random)).isSameAs(dot);
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new RandomErasing(1.5)).hasMessage("erasing probability: 1.5; allowed: 0 to 1");
        assertThatThrownBy(() -> new RandomErasing(Double.NaN)).hasMessageContaining("NaN");
    }
}
