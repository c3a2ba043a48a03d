package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.testing.Shared;
import io.channelwise.weights.Interpolation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEGs decoded in part, at a reduced scale, and turned as their EXIF says. */
class EncodedImageTest {

    private static final int[] QUARTERS = {0xC82828, 0x28C828, 0x2828C8, 0xC8C828};

    private final RandomGenerator random = new SplittableRandom(19);

    /** Where the stored image's upper left (red) and upper right (green) quarter end: the EXIF standard's row and column 0. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0, 1",
        "2, 0, 1, 0, 0",
        "3, 1, 1, 1, 0",
        "4, 1, 0, 1, 1",
        "5, 0, 0, 1, 0",
        "6, 0, 1, 1, 1",
        "7, 1, 1, 0, 1",
        "8, 1, 0, 0, 0",
        "9, 0, 0, 0, 1"
    })
    void turnsTheImageUpright(int orientation, int redRow, int redColumn, int greenRow, int greenColumn) {
        boolean transposed = orientation >= 5 && orientation <= 8;
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] file = withExif(jpeg(64, 32, EncodedImageTest::quarter), orientation, order);
            ImageSource source = ImageDecoder.open(file, "photo", 3);
            Image image = source.decode();

            assertThat(source.width()).isEqualTo(transposed ? 32 : 64).isEqualTo(image.width());
            assertThat(source.height()).isEqualTo(transposed ? 64 : 32).isEqualTo(image.height());
            assertThat(quarterColour(image, redRow, redColumn)).isEqualTo("red");
            assertThat(quarterColour(image, greenRow, greenColumn)).isEqualTo("green");
        }
    }

    @Test
    void damagedExifCountsAsNone() {
        byte[] file = withExif(jpeg(64, 32, EncodedImageTest::quarter), 6, ByteOrder.BIG_ENDIAN);
        for (int at = 6; at < 36; at++) {
            byte[] damaged = file.clone();
            damaged[at] = (byte) 0xFF;
            Image image = ImageDecoder.decode(damaged, "photo");
            assertThat(image.width() * image.height()).isEqualTo(64 * 32);
        }
    }

    /** The sizes are no multiples of 8, so that a mirrored image's reduced pixels do not start at its corner. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void reducedDecodingStaysClose(int orientation) {
        byte[] file = withExif(jpeg(1003, 757, EncodedImageTest::wave), orientation, ByteOrder.BIG_ENDIAN);
        ImageSource source = ImageDecoder.open(file, "photo", 3);
        Image whole = source.decode();
        for (int target : new int[] {48, 80, 160}) {
            for (int i = 0; i < 5; i++) {
                Box box = RandomResizedCrop.of(target).box(whole.height(), whole.width(), random);
                assertClose(source, whole, box, target, 1, 8);
            }
        }
    }

    @Test
    void reducedDecodingOfPhotographsStaysClose() throws IOException {
        try (Stream<Path> files = Files.list(Shared.path("data/jpeg-originals"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".JPEG"))
                    .sorted()
                    .limit(12)
                    .toList()) {
                ImageSource source = ImageDecoder.open(file, 3);
                Image whole = source.decode();
                for (int i = 0; i < 3; i++) {
                    Box box = RandomResizedCrop.of(96).box(whole.height(), whole.width(), random);
                    assertClose(source, whole, box, 96, 6, 255);
                }
            }
        }
    }

    @Test
    void partsThatAreNotTwiceTheirTargetAreExact() {
        byte[] file = jpeg(500, 375, EncodedImageTest::wave);
        for (int channels = 1; channels <= 3; channels += 2) {
            ImageSource source = ImageDecoder.open(file, "photo", channels);
            Box box = new Box(20, 31, 255, 400);
            assertThat(source.decode(box, 128, 128, Interpolation.BILINEAR).pixels())
                    .isEqualTo(Resampling.resize(source.decode(), box, 128, 128, Interpolation.BILINEAR)
                            .pixels());
        }
    }

    @Test
    void greyPartsAreReducedToo() {
        ImageSource source = ImageDecoder.open(jpeg(1003, 757, EncodedImageTest::wave), "photo", 1);
        assertClose(source, source.decode(), new Box(11, 3, 700, 801), 96, 1, 8);
    }

    @Test
    void progressiveFilesAreReducedToo() {
        byte[] file = ImageDecoderTest.progressive(picture(1003, 757, EncodedImageTest::wave));
        ImageSource source = ImageDecoder.open(file, "photo", 3);
        assertClose(source, source.decode(), new Box(11, 3, 700, 801), 96, 1, 8);
    }

    private static void assertClose(ImageSource source, Image whole, Box box, int size, double mean, int greatest) {
        Image part = source.decode(box, size, size, Interpolation.BILINEAR);
        Image expected = Resampling.resize(whole, box, size, size, Interpolation.BILINEAR);
        double sum = 0;
        for (int i = 0; i < expected.pixels().length; i++) {
            int error = Math.abs((part.pixels()[i] & 0xFF) - (expected.pixels()[i] & 0xFF));
            assertThat(error).as("%s to %d", box, size).isLessThanOrEqualTo(greatest);
            sum += error;
        }
        assertThat(sum / expected.pixels().length).as("%s to %d", box, size).isLessThan(mean);
    }

    private static String quarterColour(Image image, int row, int column) {
        int y = image.height() * (2 * row + 1) / 4;
        int x = image.width() * (2 * column + 1) / 4;
        boolean red = image.value(y, x, 0) > 120;
        boolean green = image.value(y, x, 1) > 120;
        return red && green ? "yellow" : red ? "red" : green ? "green" : "blue";
    }

    private interface Painter {
        int rgb(double x, double y);
    }

    private static int quarter(double x, double y) {
        return QUARTERS[(y < 0.5 ? 0 : 2) + (x < 0.5 ? 0 : 1)];
    }

    private static int wave(double x, double y) {
        int red = (int) (128 + 100 * Math.sin(30 * x + 4 * y));
        int green = (int) (128 + 100 * Math.sin(25 * y - 3 * x));
        int blue = (int) (128 + 100 * Math.cos(20 * (x + y)));
        return red << 16 | green << 8 | blue;
    }

    private static BufferedImage picture(int width, int height, Painter painter) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, painter.rgb((x + 0.5) / width, (y + 0.5) / height));
            }
        }
        return picture;
    }

    private static byte[] jpeg(int width, int height, Painter painter) {
        return ImageDecoderTest.write(picture(width, height, painter), "jpg");
    }

    /** Puts an APP1 segment with a single entry behind the start of the image. */
    private static byte[] withExif(byte[] jpeg, int orientation, ByteOrder order) {
        ByteBuffer exif = ByteBuffer.allocate(64).putShort((short) 0xFFE1).putShort((short) 34);
        exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).order(order);
        exif.put(order == ByteOrder.BIG_ENDIAN ? new byte[] {'M', 'M'} : new byte[] {'I', 'I'});
        exif.putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        exif.putInt(0);
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + exif.position());
        return file.put(jpeg, 0, 2)
                .put(exif.array(), 0, exif.position())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }
}
