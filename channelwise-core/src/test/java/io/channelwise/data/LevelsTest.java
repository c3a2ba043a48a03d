package io.channelwise.data;

import static io.channelwise.data.ImageTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected values are worked out by hand from Pillow's definitions. */
class LevelsTest {

    @Test
    void posterizingKeepsTheHighestBits() {
        Image image = new Image(1, 1, 3, bytes(0b1011_0111, 0b0101_1111, 255));
        assertThat(Levels.posterize(image, 4).pixels()).isEqualTo(bytes(0b1011_0000, 0b0101_0000, 0b1111_0000));
        assertThat(Levels.posterize(image, 2).pixels()).isEqualTo(bytes(0b1000_0000, 0b0100_0000, 0b1100_0000));
        assertThat(Levels.posterize(image, 8).pixels()).isEqualTo(image.pixels());
    }

    @Test
    void solarizingInvertsWhatIsNotBelowTheThreshold() {
        Image image = new Image(1, 1, 4, bytes(0, 127, 128, 255));
        assertThat(Levels.solarize(image, 128).pixels()).isEqualTo(bytes(0, 127, 127, 0));
        assertThat(Levels.solarize(image, 127.5).pixels()).isEqualTo(bytes(0, 127, 127, 0));
        assertThat(Levels.solarize(image, 255).pixels()).isEqualTo(bytes(0, 127, 128, 0));
        assertThat(Levels.solarize(image, 0).pixels()).isEqualTo(bytes(255, 128, 127, 0));
    }

    @Test
    void autoContrastStretchesEveryChannelAlone() {
        // Red: 50 to 101, so 5 a step. Green: 0 to 255 already. Blue: one value only.
        Image image = new Image(3, 1, 3, bytes(50, 0, 7, 70, 100, 7, 101, 255, 7));
        assertThat(Levels.autoContrast(image).pixels()).isEqualTo(bytes(0, 0, 7, 100, 100, 7, 255, 255, 7));
    }

    @Test
    void equalizingSpreadsTheValues() {
        // 4 x 255 pixels below the greatest value: a step of 4. The value v is mapped to (2 + pixels below v) / 4.
        byte[] pixels = new byte[1024];
        Arrays.fill(pixels, 0, 400, (byte) 10);
        Arrays.fill(pixels, 400, 1020, (byte) 11);
        Arrays.fill(pixels, 1020, 1024, (byte) 12);
        byte[] out = Levels.equalize(new Image(1, 1, 1024, pixels)).pixels();

        assertThat(bytes(out[0] & 0xFF, out[399] & 0xFF)).isEqualTo(bytes(0, 0));
        assertThat(bytes(out[400] & 0xFF, out[1019] & 0xFF)).isEqualTo(bytes(100, 100));
        assertThat(out[1020]).isEqualTo((byte) 255);
    }

    @Test
    void equalizingLeavesImagesWithTooFewPixels() {
        Image image = new Image(3, 1, 2, bytes(1, 2, 3, 40, 50, 60));
        assertThat(Levels.equalize(image).pixels()).isEqualTo(image.pixels());
    }
}
