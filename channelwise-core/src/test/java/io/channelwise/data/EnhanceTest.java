package io.channelwise.data;

import static io.channelwise.data.ImageTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand from Pillow's definitions. */
class EnhanceTest {

    private static final Image GREYS = new Image(1, 1, 3, bytes(10, 100, 200));
    private static final Image RED = new Image(3, 1, 1, bytes(200, 40, 40));

    @Test
    void aFactorOfOneLeavesAnImage() {
        Image image = ImageTest.counting(9, 7).toRgb();
        assertThat(Enhance.brightness(image, 1).pixels()).isEqualTo(image.pixels());
        assertThat(Enhance.contrast(image, 1).pixels()).isEqualTo(image.pixels());
        assertThat(Enhance.saturation(image, 1).pixels()).isEqualTo(image.pixels());
        assertThat(Enhance.sharpness(image, 1).pixels()).isEqualTo(image.pixels());
    }

    @Test
    void brightnessScalesRoundsDownAndCutsOff() {
        assertThat(Enhance.brightness(GREYS, 1.55).pixels()).isEqualTo(bytes(15, 155, 255));
        assertThat(Enhance.brightness(GREYS, 0).pixels()).isEqualTo(bytes(0, 0, 0));
    }

    @Test
    void contrastMovesAwayFromTheMeanLuma() {
        // The mean, 103.33, is rounded to 103.
        assertThat(Enhance.contrast(GREYS, 0).pixels()).isEqualTo(bytes(103, 103, 103));
        assertThat(Enhance.contrast(GREYS, 0.5).pixels()).isEqualTo(bytes(56, 101, 151));
        assertThat(Enhance.contrast(GREYS, 2).pixels()).isEqualTo(bytes(0, 97, 255));
    }

    @Test
    void saturationMovesAwayFromGrey() {
        // Luma 0.299 * 200 + 0.701 * 40 = 87.84.
        assertThat(Enhance.saturation(RED, 0).pixels()).isEqualTo(bytes(88, 88, 88));
        assertThat(Enhance.saturation(RED, 0.5).pixels()).isEqualTo(bytes(144, 64, 64));
        assertThat(Enhance.saturation(RED, 1.5).pixels()).isEqualTo(bytes(255, 16, 16));
        assertThat(Enhance.saturation(GREYS, 0)).isSameAs(GREYS);
    }

    @Test
    void sharpnessMovesAwayFromTheSmoothedImage() {
        Image dot = new Image(1, 3, 3, bytes(0, 0, 0, 0, 130, 0, 0, 0, 26));
        // The middle becomes (5 * 130 + 26) / 13 = 52; the border stays.
        assertThat(Enhance.sharpness(dot, 0).pixels()).isEqualTo(bytes(0, 0, 0, 0, 52, 0, 0, 0, 26));
        assertThat(Enhance.sharpness(dot, 0.5).pixels()).isEqualTo(bytes(0, 0, 0, 0, 91, 0, 0, 0, 26));
        assertThat(Enhance.sharpness(dot, 2).pixels()).isEqualTo(bytes(0, 0, 0, 0, 208, 0, 0, 0, 26));
    }

    @Test
    void sharpnessKeepsChannelsApart() {
        byte[] pixels = new byte[27];
        pixels[13] = (byte) 130;
        byte[] smooth = Enhance.sharpness(new Image(3, 3, 3, pixels), 0).pixels();

        assertThat(smooth[13]).isEqualTo((byte) 50);
        assertThat(smooth).containsOnlyOnce((byte) 50).containsOnly((byte) 50, (byte) 0);
    }
}
