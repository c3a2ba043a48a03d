package io.channelwise.data;

import static io.channelwise.data.ImageTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.data.AugmentOperation.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What each operation does at a magnitude; that the pixels are right is for EnhanceTest, LevelsTest and AffineTest. */
class RandAugmentTest {

    private static final Range RAND = RandAugment.RANGE;
    private static final Range TRIVIAL = TrivialAugment.RANGE;
    private static final Image IMAGE = picture();

    @Test
    void thereAreTheFourteenOperationsOfAutoAugment() {
        assertThat(AugmentOperation.values()).hasSize(14);
        assertThat(Arrays.stream(AugmentOperation.values()).filter(AugmentOperation::isSigned))
                .containsExactly(
                        AugmentOperation.SHEAR_X,
                        AugmentOperation.SHEAR_Y,
                        AugmentOperation.TRANSLATE_X,
                        AugmentOperation.TRANSLATE_Y,
                        AugmentOperation.ROTATE,
                        AugmentOperation.BRIGHTNESS,
                        AugmentOperation.COLOR,
                        AugmentOperation.CONTRAST,
                        AugmentOperation.SHARPNESS);
    }

    @Test
    void operationsAtMagnitudeNine() {
        check(AugmentOperation.IDENTITY, RAND, 0.3, IMAGE);
        check(AugmentOperation.SHEAR_X, RAND, 0.3, Affine.shearX(IMAGE, 0.09));
        check(AugmentOperation.SHEAR_Y, RAND, -0.3, Affine.shearY(IMAGE, -0.09));
        // 150 / 331 of 64 columns and of 48 rows, times 0.3: 8.7 and 6.5 pixels, of which whole ones count.
        check(AugmentOperation.TRANSLATE_X, RAND, 0.3, Affine.translate(IMAGE, 8, 0));
        check(AugmentOperation.TRANSLATE_Y, RAND, -0.3, Affine.translate(IMAGE, 0, -6));
        check(AugmentOperation.ROTATE, RAND, 0.3, Affine.rotate(IMAGE, 9));
        check(AugmentOperation.BRIGHTNESS, RAND, 0.3, Enhance.brightness(IMAGE, 1.27));
        check(AugmentOperation.COLOR, RAND, -0.3, Enhance.saturation(IMAGE, 0.73));
        check(AugmentOperation.CONTRAST, RAND, 0.3, Enhance.contrast(IMAGE, 1.27));
        check(AugmentOperation.SHARPNESS, RAND, -0.3, Enhance.sharpness(IMAGE, 0.73));
        // 9 / 30 of 4 bits is 1.2, so one is taken away.
        check(AugmentOperation.POSTERIZE, RAND, 0.3, Levels.posterize(IMAGE, 7));
        check(AugmentOperation.SOLARIZE, RAND, 0.3, Levels.solarize(IMAGE, 178.5));
        check(AugmentOperation.AUTO_CONTRAST, RAND, 0.3, Levels.autoContrast(IMAGE));
        check(AugmentOperation.EQUALIZE, RAND, 0.3, Levels.equalize(IMAGE));
    }

    @Test
    void operationsAtFullMagnitude() {
        check(AugmentOperation.SHEAR_X, RAND, 1, Affine.shearX(IMAGE, 0.3));
        check(AugmentOperation.TRANSLATE_X, RAND, -1, Affine.translate(IMAGE, -29, 0));
        check(AugmentOperation.ROTATE, RAND, -1, Affine.rotate(IMAGE, -30));
        check(AugmentOperation.BRIGHTNESS, RAND, -1, Enhance.brightness(IMAGE, 0.1));
        check(AugmentOperation.POSTERIZE, RAND, 1, Levels.posterize(IMAGE, 4));
        check(AugmentOperation.SOLARIZE, RAND, 1, Levels.solarize(IMAGE, 0));
    }

    @Test
    void trivialAugmentGoesFurther() {
        check(AugmentOperation.SHEAR_Y, TRIVIAL, 1, Affine.shearY(IMAGE, 0.99));
        check(AugmentOperation.TRANSLATE_X, TRIVIAL, 1, Affine.translate(IMAGE, 32, 0));
        check(AugmentOperation.TRANSLATE_Y, TRIVIAL, -0.5, Affine.translate(IMAGE, 0, -16));
        check(AugmentOperation.ROTATE, TRIVIAL, 1, Affine.rotate(IMAGE, 135));
        check(AugmentOperation.CONTRAST, TRIVIAL, 1, Enhance.contrast(IMAGE, 1.99));
        check(AugmentOperation.POSTERIZE, TRIVIAL, 1, Levels.posterize(IMAGE, 2));
        check(AugmentOperation.POSTERIZE, TRIVIAL, 0.5, Levels.posterize(IMAGE, 5));
    }

    @Test
    void magnitudeZeroLeavesAllButTheOperationsWithoutStrength() {
        List<AugmentOperation> changing = new ArrayList<>();
        for (AugmentOperation operation : AugmentOperation.values()) {
            if (!Arrays.equals(operation.apply(IMAGE, RAND, 0).pixels(), IMAGE.pixels())) {
                changing.add(operation);
            }
        }
        assertThat(changing).containsExactly(AugmentOperation.AUTO_CONTRAST, AugmentOperation.EQUALIZE);
    }

    /** A translation alone moves the only bright pixel of a wide image, one way or the other. */
    @Test
    void everyOperationAndDirectionIsAsLikely() {
        Image line = new Image(1, 1, 331, new byte[331]);
        line.pixels()[165] = (byte) 200;
        int left = 0;
        int right = 0;
        RandomGenerator random = new SplittableRandom(5);
        for (int i = 0; i < 28_000; i++) {
            Image out = RandAugment.applyOne(line, RAND, 6, random);
            left += out.pixels()[165 - 30] != 0 ? 1 : 0;
            right += out.pixels()[165 + 30] != 0 ? 1 : 0;
        }
        assertThat(left).isBetween(880, 1120);
        assertThat(right).isBetween(880, 1120);
    }

    @Test
    void randAugmentAppliesTwoOperations() {
        RandomGenerator draws = new SplittableRandom(8);
        RandomGenerator random = new SplittableRandom(8);
        for (int i = 0; i < 200; i++) {
            Image once = RandAugment.applyOne(IMAGE, RAND, 9, draws);
            Image twice = RandAugment.applyOne(once, RAND, 9, draws);
            assertThat(new RandAugment(9).apply(IMAGE, random).pixels()).isEqualTo(twice.pixels());
        }
    }

    /** Where posterizing is drawn, a white image keeps 2 to 8 bits; a bit costs 5 magnitudes of 31, the outer ones half. */
    @Test
    void trivialAugmentDrawsEveryMagnitude() {
        Image white = new Image(1, 1, 1, bytes(255));
        RandomGenerator random = new SplittableRandom(9);
        int[] kept = new int[9];
        for (int i = 0; i < 31 * 14 * 100; i++) {
            int value = new TrivialAugment().apply(white, random).value(0, 0, 0);
            int bits = Integer.bitCount(value);
            if (bits >= 2 && bits < 8 && value == (0xFF << (8 - bits) & 0xFF)) {
                kept[bits]++;
            }
        }
        assertThat(kept[2]).isBetween(250, 350);
        assertThat(kept[4]).isBetween(430, 570);
    }

    @Test
    void greyImagesStayGrey() {
        Image grey = IMAGE.toGrey();
        RandomGenerator random = new SplittableRandom(10);
        for (int i = 0; i < 200; i++) {
            Image out = new RandAugment(30).apply(grey, random);
            assertThat(out.channels()).isEqualTo(1);
            assertThat(out.pixels()).hasSize(grey.pixels().length);
        }
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new RandAugment(31)).hasMessage("RandAugment magnitude: 31; allowed: 0 to 30");
        assertThatThrownBy(() -> new RandAugment(-1)).hasMessageContaining("-1");
    }

    private static void check(AugmentOperation operation, Range range, double strength, Image expected) {
        assertThat(operation.apply(IMAGE, range, strength).pixels())
                .as(operation + " at " + strength)
                .isEqualTo(expected.pixels());
    }

    /** Random values from 20 to 220. */
    private static Image picture() {
        RandomGenerator random = new SplittableRandom(7);
        byte[] pixels = new byte[48 * 64 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(20, 221);
        }
        return new Image(3, 48, 64, pixels);
    }
}
