package io.channelwise.data;

import static io.channelwise.data.ImageTest.bytes;
import static io.channelwise.data.ImageTest.counting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.weights.Interpolation;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TransformTest {

    private final RandomGenerator random = new SplittableRandom(1);

    @Test
    void shortSideKeepsTheAspectRatio() {
        Resize resize = Resize.shortSide(64, Interpolation.BILINEAR);

        assertThat(sizeOf(resize.apply(counting(100, 150), random))).isEqualTo("96 x 64");
        assertThat(sizeOf(resize.apply(counting(500, 296), random))).isEqualTo("64 x 108");
        Image same = counting(64, 80);
        assertThat(resize.apply(same, random)).isSameAs(same);
    }

    @Test
    void resizesToAnExactSize() {
        Image halves = new Image(1, 2, 2, bytes(0, 100, 0, 100));

        assertThat(Resize.exact(1, 1, Interpolation.BILINEAR)
                        .apply(halves, random)
                        .pixels())
                .isEqualTo(bytes(50));
        assertThat(Resize.exact(2, 4, Interpolation.BILINEAR)
                        .apply(halves, random)
                        .pixels())
                .isEqualTo(bytes(0, 25, 75, 100, 0, 25, 75, 100));
    }

    @Test
    void flatImagesStayFlat() {
        byte[] white = new byte[17 * 13 * 3];
        java.util.Arrays.fill(white, (byte) 255);
        for (Interpolation interpolation : Interpolation.values()) {
            Image resized = Resize.exact(5, 31, interpolation).apply(new Image(3, 17, 13, white), random);
            assertThat(resized.pixels()).containsOnly((byte) 255);
        }
    }

    @Test
    void centerCropTakesTheMiddle() {
        assertThat(new CenterCrop(2).apply(counting(4, 4), random).pixels()).isEqualTo(bytes(5, 6, 9, 10));
        assertThat(new CenterCrop(3).apply(counting(1, 1), random).pixels())
                .isEqualTo(bytes(0, 0, 0, 0, 0, 0, 0, 0, 0));
        Image dot = new Image(1, 1, 1, bytes(9));
        assertThat(new CenterCrop(3).apply(dot, random).pixels()).isEqualTo(bytes(0, 0, 0, 0, 9, 0, 0, 0, 0));
    }

    @Test
    void centerCropRoundsHalfToEven() {
        assertThat(new CenterCrop(1).apply(counting(1, 2), random).pixels()).isEqualTo(bytes(0));
        assertThat(new CenterCrop(1).apply(counting(1, 4), random).pixels()).isEqualTo(bytes(2));
    }

    @Test
    void randomCropReachesEveryPlaceAndPadsWithBlack() {
        Image dot = new Image(1, 1, 1, bytes(9));
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Image cropped = new RandomCrop(2, 1).apply(dot, random);
            assertThat(sizeOf(cropped)).isEqualTo("2 x 2");
            assertThat(cropped.pixels()).containsOnlyOnce((byte) 9);
            places.add(new String(cropped.pixels(), java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(9));
        }
        assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void randomCropRefusesSmallImages() {
        assertThatThrownBy(() -> new RandomCrop(10, 1).apply(counting(7, 20), random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 pixels does not fit a side of 7");
    }

    @Test
    void flipMirrorsRows() {
        Image rgb = new Image(3, 1, 2, bytes(1, 2, 3, 4, 5, 6));

        assertThat(new RandomHorizontalFlip(1).apply(rgb, random).pixels()).isEqualTo(bytes(4, 5, 6, 1, 2, 3));
        assertThat(new RandomHorizontalFlip(0).apply(rgb, random)).isSameAs(rgb);
    }

    @Test
    void flipKeepsItsProbability() {
        Image pair = counting(1, 2);
        int flipped = 0;
        for (int i = 0; i < 4000; i++) {
            flipped += new RandomHorizontalFlip(0.25).apply(pair, random).pixels()[0];
        }
        assertThat(flipped / 4000.0).isCloseTo(0.25, within(0.03));
    }

    @Test
    void randomResizedCropKeepsScaleAndRatio() {
        RandomResizedCrop crop = new RandomResizedCrop(8, 0.2, 0.6, Interpolation.BILINEAR);
        Image image = counting(200, 300);
        for (int i = 0; i < 500; i++) {
            Box cut = crop.box(200, 300, random);
            assertThat(cut.height() * cut.width() / (200 * 300)).isBetween(0.19, 0.61);
            assertThat(cut.width() / cut.height()).isBetween(0.73, 1.36);
        }
        assertThat(sizeOf(crop.apply(image, random))).isEqualTo("8 x 8");
    }

    @Test
    void randomResizedCropFallsBackOnTheCentre() {
        RandomResizedCrop whole = new RandomResizedCrop(8, 1, 1, Interpolation.BILINEAR);

        assertThat(whole.box(10, 100, random)).isEqualTo(new Box(0, 43, 10, 13));
        assertThat(whole.box(100, 10, random)).isEqualTo(new Box(43, 0, 13, 10));
        assertThat(whole.box(1, 1, random)).isEqualTo(new Box(0, 0, 1, 1));
    }

    @Test
    void sequenceAppliesInOrder() {
        Transform both = Transform.sequence(new CenterCrop(2), new RandomHorizontalFlip(1));

        assertThat(both.apply(counting(4, 4), random).pixels()).isEqualTo(bytes(6, 5, 10, 9));
    }

    @Test
    void normalizationFollowsItsFormula() {
        Normalization normalization = new Normalization(new float[] {0.5f, 0, 0.25f}, new float[] {0.5f, 1, 0.25f});
        float[] out = new float[7];
        normalization.write(new Image(3, 1, 2, bytes(255, 51, 0, 0, 0, 255)), out, 1);

        assertThat(out).containsExactly(new float[] {0, 1, -1, 0.2f, 0, -1, 3}, within(1e-6f));
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new CenterCrop(0)).hasMessageContaining("size: 0");
        assertThatThrownBy(() -> new RandomCrop(8, -1)).hasMessageContaining("padding: -1");
        assertThatThrownBy(() -> new RandomHorizontalFlip(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new RandomResizedCrop(8, 0, 1, Interpolation.BILINEAR))
                .hasMessageContaining("scale");
        assertThatThrownBy(() -> new Normalization(new float[2], new float[2])).hasMessageContaining("2 means");
        assertThatThrownBy(() -> new Normalization(new float[1], new float[1])).hasMessageContaining("deviation: 0");
    }

    private static String sizeOf(Image image) {
        return image.width() + " x " + image.height();
    }
}
