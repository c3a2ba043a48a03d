package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Files as phones, editors and browsers write them, beyond what the formats' definitions begin with: stray bytes, EXIF in
 * odd places, animations, transparent colours. What Pillow shows of each is the measure.
 */
class PillowPicturesTest {

    private static final int TOLERANCE = 2;

    @TestFactory
    Stream<DynamicTest> showsWhatPillowShows() throws IOException {
        return lines().map(line -> line.split(" "))
                .map(words -> DynamicTest.dynamicTest(words[0], () -> compare(words[0], words[1], words[2], words[3])));
    }

    @Test
    void damagedOnesAreReadOrRefused() throws IOException {
        Random random = new Random(11);
        for (String line : lines().toList()) {
            byte[] file = Base64.getDecoder().decode(line.split(" ")[1]);
            for (int i = 0; i < 25; i++) {
                byte[] damaged = Arrays.copyOf(file, i < 20 ? file.length : random.nextInt(file.length));
                for (int changes = i % 4; changes > 0 && damaged.length > 0; changes--) {
                    damaged[random.nextInt(Math.min(100, damaged.length))] = (byte) random.nextInt();
                }
                readOrRefuse(damaged);
            }
        }
    }

    private static void readOrRefuse(byte[] damaged) {
        try {
            assertThat(ImageDecoder.open(damaged, "photo", 3).width()).isPositive();
        } catch (DataException refused) {
            assertThat(refused).hasMessageStartingWith("photo: ").hasMessageNotContaining("null");
        }
    }

    private static void compare(String name, String file, String size, String pixels) {
        byte[] bytes = Base64.getDecoder().decode(file);
        byte[] expected = Base64.getDecoder().decode(pixels);

        ImageSource source = ImageDecoder.open(bytes, name, 3);
        Image image = source.decode();

        assertThat(image.width() + "x" + image.height()).isEqualTo(size);
        assertThat(source.width() + "x" + source.height()).isEqualTo(size);
        for (int i = 0; i < expected.length; i++) {
            assertThat(image.pixels()[i] & 0xFF)
                    .as("value %d", i)
                    .isBetween((expected[i] & 0xFF) - TOLERANCE, (expected[i] & 0xFF) + TOLERANCE);
        }
    }

    static Stream<String> lines() throws IOException {
        try (InputStream in = PillowPicturesTest.class.getResourceAsStream("pillow-pictures.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"));
        }
    }
}
