package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageTest {

    @Test
    void greyIsTheLumaOfBt601() {
        Image rgb = new Image(3, 1, 4, bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255));

        assertThat(rgb.toGrey().pixels()).isEqualTo(bytes(76, 150, 29, 255));
        assertThat(rgb.withChannels(3)).isSameAs(rgb);
    }

    @Test
    void rgbRepeatsTheGreyValue() {
        Image grey = new Image(1, 2, 1, bytes(7, 200));

        assertThat(grey.toRgb().pixels()).isEqualTo(bytes(7, 7, 7, 200, 200, 200));
        assertThat(grey.withChannels(1)).isSameAs(grey);
    }

    @Test
    void cropsTheRectangle() {
        Image cropped = counting(3, 4).crop(1, 2, 2, 2);

        assertThat(cropped.pixels()).isEqualTo(bytes(6, 7, 10, 11));
    }

    @Test
    void cropsBlackFromOutside() {
        assertThat(counting(2, 2).crop(-1, 1, 3, 2).pixels()).isEqualTo(bytes(0, 0, 1, 0, 3, 0));
        assertThat(counting(2, 2).crop(5, 5, 1, 2).pixels()).isEqualTo(bytes(0, 0));
    }

    @Test
    void refusesSizesThatDoNotFit() {
        assertThatThrownBy(() -> new Image(2, 1, 1, new byte[2])).hasMessageContaining("channels: 2");
        assertThatThrownBy(() -> new Image(3, 2, 2, new byte[11])).hasMessageContaining("does not fit 11 bytes");
    }

    /** A grey image of the values 0, 1, 2 and so on. */
    static Image counting(int height, int width) {
        byte[] pixels = new byte[height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return new Image(1, height, width, pixels);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
