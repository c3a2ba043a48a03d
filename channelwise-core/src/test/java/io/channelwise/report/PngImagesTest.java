package io.channelwise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngImagesTest {

    @Test
    void smallColourPictureKeepsItsPixels() throws IOException {
        byte[] pixels = {1, 2, 3, (byte) 200, (byte) 150, (byte) 255};

        BufferedImage image = decode(PngImages.encode(3, 1, 2, pixels));

        assertThat(image.getWidth()).isEqualTo(2);
        assertThat(image.getHeight()).isEqualTo(1);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff010203);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xffc896ff);
    }

    @Test
    void greyPictureKeepsItsPixels() throws IOException {
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3);
        }

        BufferedImage image = decode(PngImages.encode(1, 28, 28, pixels));

        assertThat(image.getRaster().getNumBands()).isEqualTo(1);
        assertThat(image.getRaster().getSamples(0, 0, 28, 28, 0, (int[]) null))
                .containsExactly(java.util.stream.IntStream.range(0, 784)
                        .map(i -> i / 3 % 256)
                        .toArray());
    }

    @Test
    void largePictureShrinksToTheMeanOfItsPixels() throws IOException {
        byte[] pixels = new byte[320 * 100];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 2 == 0 ? 100 : 200);
        }

        BufferedImage image = decode(PngImages.encode(1, 100, 320, pixels));

        assertThat(image.getWidth()).isEqualTo(160);
        assertThat(image.getHeight()).isEqualTo(50);
        assertThat(image.getRaster().getSamples(0, 0, 160, 50, 0, (int[]) null)).containsOnly(150);
    }

    @Test
    void extremeShapesKeepAtLeastOnePixel() throws IOException {
        byte[] white = new byte[1 * 5000 * 3];
        Arrays.fill(white, (byte) 255);

        BufferedImage image = decode(PngImages.encode(3, 5000, 1, white));

        assertThat(image.getWidth()).isEqualTo(1);
        assertThat(image.getHeight()).isEqualTo(160);
        assertThat(image.getRGB(0, 159)).isEqualTo(0xffffffff);
    }

    @Test
    void refusesPixelsThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PngImages.encode(2, 1, 1, new byte[2]))
                .withMessage("channels: 2; allowed: 1 (grey) or 3 (RGB)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PngImages.encode(3, 2, 2, new byte[11]))
                .withMessage("pixels: 11 bytes; expected 2 x 2 x 3, all at least 1");
        assertThatIllegalArgumentException().isThrownBy(() -> PngImages.encode(1, 0, 5, new byte[0]));
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
