package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.testing.Shared;
import io.channelwise.weights.Interpolation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Decoding, resizing and cropping against what Pillow makes of the same files. */
class PillowReferenceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> equalsPillow() throws IOException {
        Pixels pixels = Pixels.read();
        JsonNode cases =
                JSON.readTree(Shared.path("golden/preprocess.json").toFile()).get("cases");
        assertThat(cases.size()).isGreaterThan(20);
        return cases.properties().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry, pixels)));
    }

    private static void check(Map.Entry<String, JsonNode> entry, Pixels pixels) {
        String[] parts = entry.getKey().split("\\|", -1);
        JsonNode expected = entry.getValue();
        Image image = ImageDecoder.read(Shared.path("data/" + parts[0]));
        assertThat(image.width()).isEqualTo(expected.at("/file_size/0").asInt());
        assertThat(image.height()).isEqualTo(expected.at("/file_size/1").asInt());

        Image resized = apply(Resize.shortSide(number(parts[1]), kernel(parts[3])), image);
        assertThat(resized.width()).isEqualTo(expected.at("/resized/0").asInt());
        assertThat(resized.height()).isEqualTo(expected.at("/resized/1").asInt());

        int crop = number(parts[2]);
        Image cropped = apply(new CenterCrop(crop), resized);
        Image byHand = resized.crop(
                expected.at("/crop_left_top/1").asInt(),
                expected.at("/crop_left_top/0").asInt(),
                crop,
                crop);
        assertThat(cropped.pixels()).isEqualTo(byHand.pixels());
        for (int c = 0; c < 3; c++) {
            assertThat(mean(cropped, c)).isCloseTo(expected.at("/mean_rgb/" + c).asDouble(), within(0.02));
        }
        int compared = pixels.compare(entry.getKey() + "|pixels", cropped, 1)
                + pixels.compare(entry.getKey() + "|pixels[::7,::7]", cropped, 7);
        // Of the largest crops the file holds the means alone.
        assertThat(compared > 0).isEqualTo(crop < 512);
    }

    private static Image apply(Transform transform, Image image) {
        return transform.apply(image, new SplittableRandom(0));
    }

    private static int number(String part) {
        return Integer.parseInt(part.substring(part.indexOf('=') + 1));
    }

    private static Interpolation kernel(String word) {
        return Interpolation.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static double mean(Image image, int channel) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                sum += image.value(y, x, channel);
            }
        }
        return sum / image.height() / image.width();
    }

    /** The reference pixels, in a safetensors file of bytes. */
    private record Pixels(JsonNode header, ByteBuffer body) {

        static Pixels read() throws IOException {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(Shared.path("golden/preprocess.safetensors")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[Math.toIntExact(file.getLong())];
            file.get(header);
            return new Pixels(JSON.readTree(new String(header, StandardCharsets.UTF_8)), file.slice());
        }

        /** Compares every {@code step}th pixel, where the file has them of this case, and counts the values. */
        int compare(String name, Image image, int step) {
            if (!header.has(name)) {
                return 0;
            }
            int at = header.get(name).at("/data_offsets/0").asInt();
            long difference = 0;
            int count = 0;
            for (int y = 0; y < image.height(); y += step) {
                for (int x = 0; x < image.width(); x += step) {
                    for (int c = 0; c < 3; c++) {
                        int error = Math.abs(image.value(y, x, c) - (body.get(at + count++) & 0xFF));
                        assertThat(error).as("%s at %d, %d", name, x, y).isLessThanOrEqualTo(2);
                        difference += error;
                    }
                }
            }
            assertThat(at + count)
                    .isEqualTo(header.get(name).at("/data_offsets/1").asInt());
            assertThat((double) difference / count).as(name).isLessThan(0.05);
            return count;
        }
    }
}
