package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every picture here is 16 x 8: its left half is red (200, 40, 40), its right half blue (40, 40, 200). */
class ImageDecoderTest {

    private static final String CMYK_JPEG = "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAu"
            + "KS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBKUVJP/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAA"
            + "AAYHAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8AWBISpyOssTP/2Q==";
    private static final String JPEG_LYING_ON_ITS_SIDE =
            "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAAB"
                    + "AAYAAAAAAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpR"
                    + "Uk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAAR"
                    + "CAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAA"
                    + "AAAAAAAABAX/xAAZEQACAwEAAAAAAAAAAAAAAAAABUKBwUP/2gAMAwEAAhEDEQA/AIyaB6PpWlNxC8P/2Q==";
    private static final String WEBP_LOSSLESS = "UklGRigAAABXRUJQVlA4TBwAAAAvD8ABAA8wKEcBPRjy/EcLxILJ/KU7U4jof+QA";
    private static final String WEBP_LOSSY =
            "UklGRjwAAABXRUJQVlA4IDAAAABwAQCdASoQAAgAAUAmJaACdAFAAAD+9GX//NV//wH/+zgfu/+6" + "P/9zgXN//tksgAA=";
    private static final String WEBP_WITH_ALPHA =
            "UklGRmAAAABXRUJQVlA4WAoAAAAQAAAADwAABwAAQUxQSAoAAAABB1CyiAhERP8DVlA4IDAA"
                    + "AABwAQCdASoQAAgAAUAmJaACdAFAAAD+9GX//NV//wH/+zgfu/+6P/9zgXN//tksgAA=";

    static Stream<Arguments> colourFiles() {
        return Stream.of(
                Arguments.of("JPEG", encode(BufferedImage.TYPE_INT_RGB, "jpg"), 6),
                Arguments.of("JPEG, CMYK", decode64(CMYK_JPEG), 6),
                Arguments.of("JPEG, progressive", progressive(picture(BufferedImage.TYPE_INT_RGB)), 6),
                Arguments.of("PNG", encode(BufferedImage.TYPE_INT_RGB, "png"), 0),
                Arguments.of("PNG with alpha", encode(BufferedImage.TYPE_INT_ARGB, "png"), 0),
                Arguments.of("PNG with a palette", encode(BufferedImage.TYPE_BYTE_INDEXED, "png"), 12),
                Arguments.of("PNG, 16 bits", write(deep(), "png"), 0),
                Arguments.of("BMP", encode(BufferedImage.TYPE_INT_RGB, "bmp"), 0),
                Arguments.of("BMP with a palette", encode(BufferedImage.TYPE_BYTE_INDEXED, "bmp"), 12),
                Arguments.of("GIF", encode(BufferedImage.TYPE_INT_RGB, "gif"), 0),
                Arguments.of("WebP, lossless", decode64(WEBP_LOSSLESS), 0),
                Arguments.of("WebP, lossy", decode64(WEBP_LOSSY), 6),
                Arguments.of("WebP with alpha", decode64(WEBP_WITH_ALPHA), 6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("colourFiles")
    void decodesToRgb(String kind, byte[] file, int tolerance) {
        Image image = ImageDecoder.decode(file, kind);

        assertThat(image.channels()).isEqualTo(3);
        assertThat(image.width()).isEqualTo(16);
        assertThat(image.height()).isEqualTo(8);
        assertPixel(image, 1, 1, tolerance, 200, 40, 40);
        assertPixel(image, 6, 14, tolerance, 40, 40, 200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("colourFiles")
    void refusesFilesThatAreCutShort(String kind, byte[] file, int tolerance) {
        for (int length : new int[] {0, 1, 3, 7, 12, 19, 29, file.length / 3, file.length / 2}) {
            assertThatThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(file, length), "photo"))
                    .as("%s, first %d bytes", kind, length)
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("photo: ");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("colourFiles")
    void readsAnyHeaderOrRefusesIt(String kind, byte[] file, int tolerance) throws IOException {
        for (int at = 0; at < Math.min(200, file.length); at++) {
            for (int value : new int[] {0, 0x7F, 0x80, 0xFF}) {
                byte[] damaged = file.clone();
                damaged[at] = (byte) value;
                try {
                    ImageHeader header = ImageHeader.read(new ByteArrayInputStream(damaged));
                    assertThat(Math.min(header.width(), header.height())).isPositive();
                } catch (DataException refused) {
                    assertThat(refused).hasMessageNotContaining("null");
                }
            }
        }
    }

    @Test
    void greyBecomesRgb() {
        for (String format : new String[] {"png", "jpg"}) {
            Image image = ImageDecoder.decode(encode(BufferedImage.TYPE_BYTE_GRAY, format), format);
            assertThat(image.channels()).isEqualTo(3);
            assertThat(image.value(1, 1, 0)).isEqualTo(image.value(1, 1, 2)).isGreaterThan(image.value(1, 14, 0));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("colourFiles")
    void decodesStraightToGrey(String kind, byte[] file, int tolerance) {
        Image grey = ImageDecoder.open(file, kind, 1).decode();
        Image luma = ImageDecoder.decode(file, kind).toGrey();

        assertThat(grey.channels()).isEqualTo(1);
        for (int i = 0; i < luma.pixels().length; i++) {
            assertThat(grey.pixels()[i] & 0xFF).isBetween((luma.pixels()[i] & 0xFF) - 2, (luma.pixels()[i] & 0xFF) + 2);
        }
    }

    @Test
    void theColourOfTransparentPixelsIsKept() {
        BufferedImage clear = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x00C82828);
        clear.setRGB(1, 0, 0x802828C8);

        assertThat(ImageDecoder.decode(write(clear, "png"), "clear").pixels())
                .isEqualTo(ImageTest.bytes(200, 40, 40, 40, 40, 200));
    }

    @Test
    void sixteenBitsBecomeEight() {
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 0x8080);
        deep.getRaster().setSample(1, 0, 0, 0xFFFF);

        assertThat(ImageDecoder.decode(write(deep, "png"), "deep").toGrey().pixels())
                .isEqualTo(ImageTest.bytes(0x80, 0xFF));
    }

    @Test
    void honoursTheOrientationInExif() {
        Image image = ImageDecoder.decode(decode64(JPEG_LYING_ON_ITS_SIDE), "photo");

        assertThat(image.width()).isEqualTo(8);
        assertThat(image.height()).isEqualTo(16);
        assertPixel(image, 1, 1, 6, 200, 40, 40);
        assertPixel(image, 14, 1, 6, 40, 40, 200);
    }

    @Test
    void takesTheFirstFrameOfAnAnimation() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(picture(BufferedImage.TYPE_INT_RGB), null, null), null);
            BufferedImage black = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
            writer.writeToSequence(new IIOImage(black, null, null), null);
            writer.endWriteSequence();
        }
        assertPixel(ImageDecoder.decode(file.toByteArray(), "animation"), 1, 1, 0, 200, 40, 40);
    }

    @Test
    void refusesHugeImagesBeforeTakingMemory() {
        byte[] png = encode(BufferedImage.TYPE_INT_RGB, "png");
        ByteBuffer.wrap(png).putInt(16, 200_000).putInt(20, 200_000);

        assertThatThrownBy(() -> ImageDecoder.decode(png, "bomb.png"))
                .hasMessage("bomb.png: 200000 x 200000 pixels; allowed are 100 million");
    }

    @Test
    void refusesEndlessLines() {
        byte[] png = encode(BufferedImage.TYPE_INT_RGB, "png");
        ByteBuffer.wrap(png).putInt(16, 70_000).putInt(20, 1);

        assertThatThrownBy(() -> ImageDecoder.decode(png, "line.png"))
                .hasMessage("line.png: 70000 x 1 pixels; allowed are 65535 rows and columns");
    }

    @Test
    void refusesSizesBelowOne() {
        byte[] bmp = encode(BufferedImage.TYPE_INT_RGB, "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(22, Integer.MIN_VALUE);

        assertThatThrownBy(() -> ImageDecoder.decode(bmp, "odd.bmp"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("odd.bmp: BMP header with a size of 16 x");
    }

    @Test
    void namesFilesThatAreNoImages(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("notes.jpg"), "no image at all");

        assertThatThrownBy(() -> ImageDecoder.read(text))
                .isInstanceOf(DataException.class)
                .hasMessage(text + ": not a JPEG, PNG, GIF, BMP or WebP image");
        assertThatThrownBy(() -> ImageDecoder.read(folder.resolve("none.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.jpg: no such file");
    }

    @Test
    void freesNativeMemory() {
        byte[] file = encode(BufferedImage.TYPE_INT_RGB, "png");
        ImageDecoder.decode(file, "once");
        long before = Pointer.totalCount();
        for (int i = 0; i < 20; i++) {
            ImageDecoder.decode(file, "again");
        }
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    static byte[] encode(int type, String format) {
        return write(picture(type), format);
    }

    private static BufferedImage picture(int type) {
        BufferedImage picture = new BufferedImage(16, 8, type);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 16; x++) {
                picture.setRGB(x, y, x < 8 ? 0xFFC82828 : 0xFF2828C8);
            }
        }
        return picture;
    }

    /** 16 bits for each of three channels, of which the lower 8 are thrown away. */
    private static BufferedImage deep() {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        BufferedImage deep = new BufferedImage(model, model.createCompatibleWritableRaster(16, 8), false, null);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 16; x++) {
                int[] rgb = x < 8 ? new int[] {200, 40, 40} : new int[] {40, 40, 200};
                for (int c = 0; c < 3; c++) {
                    deep.getRaster().setSample(x, y, c, rgb[c] * 257);
                }
            }
        }
        return deep;
    }

    static byte[] progressive(BufferedImage picture) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpg").next();
        var settings = writer.getDefaultWriteParam();
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (var out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    static byte[] write(BufferedImage picture, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(picture, format, out)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] decode64(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static void assertPixel(Image image, int y, int x, int tolerance, int... rgb) {
        for (int c = 0; c < 3; c++) {
            assertThat(image.value(y, x, c)).isBetween(rgb[c] - tolerance, rgb[c] + tolerance);
        }
    }
}
