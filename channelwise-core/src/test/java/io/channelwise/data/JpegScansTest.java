package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.testing.Shared;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class JpegScansTest {

    /** Ten, of all three components first: the progression of jpegtran and of Java. */
    private static final int USUAL = 10;

    /** A refinement of the last coefficient of the first component that changes nothing. */
    private static final byte[] EMPTY_SCAN = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 63, 63, 0x10, 0};

    private final byte[] progressive =
            ImageDecoderTest.progressive(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB));

    @Test
    void countsScansAlone() {
        assertThat(JpegScans.count(progressive)).isEqualTo(USUAL);
        assertThat(JpegScans.count(ImageDecoderTest.encode(BufferedImage.TYPE_INT_RGB, "jpg")))
                .isEqualTo(1);
        assertThat(JpegScans.count(withScans(5))).isEqualTo(USUAL + 5);
    }

    @Test
    void anyLengthCanBeCounted() {
        for (int length = 0; length < progressive.length; length++) {
            assertThat(JpegScans.count(Arrays.copyOf(progressive, length))).isBetween(0, USUAL);
        }
    }

    @Test
    void refusesMoreThanAnyEncoderWrites() {
        assertThatThrownBy(() -> ImageDecoder.decode(withScans(ImageDecoder.MAX_SCANS), "photo.jpg"))
                .isInstanceOf(DataException.class)
                .hasMessage("photo.jpg: JPEG of 510 scans; allowed at 64 x 48 pixels are 500");
    }

    @Test
    void largeImagesMayHaveFewer() {
        ImageHeader large = new ImageHeader("JPEG", 10_000, 10_000);

        JpegScans.check(withScans(90), large);
        assertThatThrownBy(() -> JpegScans.check(withScans(91), large))
                .hasMessage("JPEG of 101 scans; allowed at 10000 x 10000 pixels are 100");
    }

    @Test
    void fiftyThousandEmptyScansAreRefusedAtOnce() {
        Path file = Shared.path("cases/hostile/empty_scans_50k.jpg");

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThatThrownBy(() -> ImageDecoder.read(file))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("JPEG of 50010 scans"));
    }

    private byte[] withScans(int empty) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(progressive, 0, progressive.length - 2);
        for (int i = 0; i < empty; i++) {
            file.writeBytes(EMPTY_SCAN);
        }
        file.write(progressive, progressive.length - 2, 2);
        return file.toByteArray();
    }
}
