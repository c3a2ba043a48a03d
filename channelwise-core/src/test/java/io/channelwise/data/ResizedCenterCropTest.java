package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.channelwise.weights.Interpolation;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resizing and cropping at once, against one after the other; and very thin pictures, for which that could not be done. */
class ResizedCenterCropTest {

    private static final int SIZE = 224;
    private static final ResizedCenterCrop USUAL = new ResizedCenterCrop(256, SIZE, Interpolation.BILINEAR);

    private final RandomGenerator random = new SplittableRandom(23);

    @Test
    void equalsResizingAndThenCropping() {
        for (int[] of : new int[][] {{60, 80}, {80, 60}, {33, 33}, {7, 90}, {40, 1}, {1, 1}, {200, 31}}) {
            for (int[] to : new int[][] {{36, 32}, {32, 32}, {20, 17}, {61, 9}, {15, 20}}) {
                for (Interpolation kernel : Interpolation.values()) {
                    for (int channels = 1; channels <= 3; channels += 2) {
                        Image image = noise(channels, of[0], of[1]);
                        Image expected = Transform.sequence(Resize.shortSide(to[0], kernel), new CenterCrop(to[1]))
                                .apply(image, new Random(0));
                        assertThat(new ResizedCenterCrop(to[0], to[1], kernel)
                                        .apply(image, new Random(0))
                                        .pixels())
                                .as("%d x %d to %d, cropped to %d", of[1], of[0], to[0], to[1])
                                .isEqualTo(expected.pixels());
                    }
                }
            }
        }
    }

    @Test
    void filesGiveTheSameAsTheirPixels() {
        for (String format : new String[] {"jpg", "png"}) {
            byte[] file = ImageDecoderTest.write(picture(300, 170), format);
            for (int channels = 1; channels <= 3; channels += 2) {
                ImageSource source = ImageDecoder.open(file, format, channels);
                assertThat(USUAL.apply(source, new Random(0)).pixels())
                        .isEqualTo(USUAL.apply(source.decode(), new Random(0)).pixels());
            }
        }
    }

    /** Of these pictures the crop's pixels all lie between the middle pixels, here of one colour. */
    @ParameterizedTest
    @CsvSource({"65535, 1", "60000, 5", "1, 65535", "2, 30000", "20000, 10"})
    void thinPicturesCostWhatIsUsedOfThem(int width, int height) {
        byte[] file = ImageDecoderTest.write(picture(width, height), "png");
        USUAL.apply(ImageDecoder.open(file, "thin", 3), new Random(0));
        long before = allocated();

        Image image = USUAL.apply(ImageDecoder.open(file, "thin", 3), new Random(0));

        assertThat(allocated() - before).isLessThan(8L << 20);
        assertThat(image.height()).isEqualTo(SIZE);
        assertThat(image.width()).isEqualTo(SIZE);
        assertThat(image.value(SIZE / 2, SIZE / 2, 0)).isEqualTo(200);
        assertThat(image.value(SIZE / 2, SIZE / 2, 2)).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"65535, 1", "1, 65535"})
    void trainingTakesThinPicturesToo(int width, int height) {
        ImageSource source = ImageDecoder.open(ImageDecoderTest.write(picture(width, height), "png"), "thin", 3);
        Transform crop = RandomResizedCrop.of(SIZE);
        Transform exact = Resize.exact(SIZE, SIZE, Interpolation.BICUBIC);

        assertThat(crop.apply(source, new Random(0)).width()).isEqualTo(SIZE);
        assertThat(exact.apply(source, new Random(0)).height()).isEqualTo(SIZE);
        assertThatThrownBy(() -> Resize.shortSide(256, Interpolation.BILINEAR).apply(source, new Random(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would become")
                .hasMessageContaining("16776960");
    }

    @Test
    void wholeImagesAreShrunkToTheirLongerSide() {
        for (int[] size :
                new int[][] {{300, 170, 160, 91}, {65_535, 1, 160, 1}, {1, 1_000, 1, 160}, {160, 9, 160, 9}}) {
            byte[] png = ImageDecoderTest.write(picture(size[0], size[1]), "png");
            Image small = ImageDecoder.open(png, "photo", 3).shrunk(160);
            assertThat(small.width()).isEqualTo(size[2]);
            assertThat(small.height()).isEqualTo(size[3]);
            assertThat(small.value(size[3] / 2, size[2] / 2, 0)).isEqualTo(200);
        }
    }

    private static long allocated() {
        var threads = ManagementFactory.getThreadMXBean();
        assumeThat(threads).isInstanceOf(com.sun.management.ThreadMXBean.class);
        return ((com.sun.management.ThreadMXBean) threads)
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private Image noise(int channels, int height, int width) {
        byte[] pixels = new byte[channels * height * width];
        random.nextBytes(pixels);
        return new Image(channels, height, width, pixels);
    }

    /** Its middle tenth is orange, the rest is striped. */
    private static BufferedImage picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int length = Math.max(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int along = Math.max(x, y);
                boolean middle = Math.abs(2 * along - length) < 0.1 * length;
                picture.setRGB(x, y, middle ? 0xC87832 : along % 2 == 0 ? 0x1020F0 : 0x40A0B0);
            }
        }
        return picture;
    }
}
