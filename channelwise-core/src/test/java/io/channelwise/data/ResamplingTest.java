package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.weights.Interpolation;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Resizing against its definition, written down as plainly as it can be. */
class ResamplingTest {

    private static final int[][] SIZES = {
        {1, 1, 3, 2}, {7, 1, 4, 5}, {5, 9, 5, 9}, {8, 8, 16, 17}, {30, 40, 20, 30}, {50, 61, 22, 21}, {90, 120, 7, 9}
    };

    private final RandomGenerator random = new SplittableRandom(17);

    @Test
    void followsTheDefinition() {
        for (int[] size : SIZES) {
            for (int channels = 1; channels <= 3; channels += 2) {
                Image image = noise(channels, size[0], size[1]);
                for (Interpolation kernel : Interpolation.values()) {
                    assertThat(Resampling.resize(image, size[2], size[3], kernel)
                                    .pixels())
                            .isEqualTo(defined(image, size[2], size[3], kernel).pixels());
                }
            }
        }
    }

    @Test
    void aPartIsResizedAsIfItWereCutOut() {
        Image image = noise(3, 60, 80);
        for (int i = 0; i < 200; i++) {
            int height = random.nextInt(1, 61);
            int width = random.nextInt(1, 81);
            int top = random.nextInt(61 - height);
            int left = random.nextInt(81 - width);
            Image part = Resampling.resize(image, new Box(top, left, height, width), 19, 23, Interpolation.BILINEAR);

            assertThat(part.pixels())
                    .isEqualTo(Resampling.resize(image.crop(top, left, height, width), 19, 23, Interpolation.BILINEAR)
                            .pixels());
        }
    }

    @Test
    void edgesMayLieInsidePixels() {
        Image ramp = ImageTest.counting(1, 200);
        // From 10.25 to 50.25 in ten steps of 4 pixels: means around 11.75, 15.75 and so on, a pixel's centre being at
        // 0.5.
        byte[] out = Resampling.resize(ramp, new Box(0, 10.25, 1, 40), 1, 10, Interpolation.BILINEAR)
                .pixels();
        for (int i = 1; i < 9; i++) {
            assertThat((double) out[i]).isBetween(11.75 + 4 * i - 0.51, 11.75 + 4 * i + 0.51);
        }
    }

    private Image noise(int channels, int height, int width) {
        byte[] pixels = new byte[channels * height * width];
        random.nextBytes(pixels);
        return new Image(channels, height, width, pixels);
    }

    private static Image defined(Image image, int height, int width, Interpolation kernel) {
        Image turned = turned(definedAcross(image, width, kernel));
        return turned(definedAcross(turned, height, kernel));
    }

    private static Image definedAcross(Image image, int width, Interpolation kernel) {
        byte[] out = new byte[image.height() * width * image.channels()];
        double scale = (double) image.width() / width;
        double stretch = Math.max(1, scale);
        for (int x = 0; x < width; x++) {
            double center = (x + 0.5) * scale;
            int from = Math.max(0, (int) (center - kernel.support() * stretch + 0.5));
            int to = Math.min(image.width(), (int) (center + kernel.support() * stretch + 0.5));
            double sum = 0;
            for (int k = from; k < to; k++) {
                sum += kernel.weight((k + 0.5 - center) / stretch);
            }
            for (int y = 0; y < image.height(); y++) {
                for (int c = 0; c < image.channels(); c++) {
                    long mean = 1 << 21;
                    for (int k = from; k < to; k++) {
                        double weight = kernel.weight((k + 0.5 - center) / stretch) / sum;
                        mean += (long) Math.rint(weight * (1 << 22)) * image.value(y, k, c);
                    }
                    out[(y * width + x) * image.channels() + c] = (byte) Math.max(0, Math.min(255, mean >> 22));
                }
            }
        }
        return new Image(image.channels(), image.height(), width, out);
    }

    private static Image turned(Image image) {
        byte[] out = new byte[image.pixels().length];
        int at = 0;
        for (int x = 0; x < image.width(); x++) {
            for (int y = 0; y < image.height(); y++) {
                for (int c = 0; c < image.channels(); c++) {
                    out[at++] = (byte) image.value(y, x, c);
                }
            }
        }
        return new Image(image.channels(), image.width(), image.height(), out);
    }
}
