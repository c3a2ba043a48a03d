package io.channelwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads the file back as TensorBoard does: the frames with both checksums, then the fields by their numbers. */
class TensorBoardEventsTest {

    private static final Instant STARTED = Instant.parse("2026-03-01T14:05:00Z");

    @Test
    void scalarsComeBackEpochByEpoch() {
        List<EpochRecord> epochs = SampleReports.epochs(3, 3, 10);

        List<UnknownFieldSet> events = events(TensorBoardEvents.of(STARTED, epochs));

        assertThat(events).hasSize(4);
        assertThat(text(events.get(0), 3)).isEqualTo("brain.Event:2");
        assertThat(wallTime(events.get(0))).isEqualTo(STARTED.getEpochSecond());
        double time = STARTED.getEpochSecond();
        for (int i = 0; i < 3; i++) {
            EpochRecord epoch = epochs.get(i);
            UnknownFieldSet event = events.get(i + 1);
            time += epoch.seconds();
            assertThat(wallTime(event)).isEqualTo(time);
            assertThat(event.getField(2).getVarintList()).containsExactly(i + 1L);
            assertThat(scalars(event))
                    .containsExactly(
                            Map.entry("loss/train", (float) epoch.trainLoss()),
                            Map.entry("loss/test", (float) epoch.testLoss()),
                            Map.entry("top1/train", (float) epoch.trainTop1()),
                            Map.entry("top1/test", (float) epoch.testTop1()),
                            Map.entry("top5/test", (float) epoch.testTop5()),
                            Map.entry("learning_rate", (float) epoch.learningRate()),
                            Map.entry("images_per_second", (float) epoch.imagesPerSecond()));
        }
    }

    @Test
    void whatWasNotMeasuredIsLeftOut() {
        EpochRecord untested = new EpochRecord(1, 0.1, 2.3, 0.1, Double.NaN, Double.NaN, Double.NaN, 10, 100);

        Map<String, Float> scalars =
                scalars(events(TensorBoardEvents.of(STARTED, List.of(untested))).get(1));

        assertThat(scalars).containsOnlyKeys("loss/train", "top1/train", "learning_rate", "images_per_second");
    }

    @Test
    void moreEpochsOnlyAppend() {
        List<EpochRecord> epochs = SampleReports.epochs(5, 5, 10);

        byte[] all = TensorBoardEvents.of(STARTED, epochs);

        assertThat(all).startsWith(TensorBoardEvents.of(STARTED, epochs.subList(0, 2)));
    }

    @Test
    void theNameIsTheRunsAndIsFoundByTensorBoard() {
        assertThat(TensorBoardEvents.fileName(STARTED)).isEqualTo("events.out.tfevents.1772373900.channelwise");
    }

    /** The check value that RFC 3720 gives for the polynomial, and TensorFlow's own mask of it. */
    @Test
    void theIndependentChecksumIsCastagnolis() {
        assertThat(crc32c(new byte[32])).isEqualTo(0x8a9136aa);
        assertThat(crc32c("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(0xe3069283);
    }

    private static List<UnknownFieldSet> events(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<UnknownFieldSet> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(in.getInt()).isEqualTo(masked(crc32c(length)));
            byte[] message = new byte
                    [Math.toIntExact(ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong())];
            in.get(message);
            assertThat(in.getInt()).isEqualTo(masked(crc32c(message)));
            events.add(parse(ByteString.copyFrom(message)));
        }
        return events;
    }

    /** Bit by bit, from the reversed polynomial. */
    private static int crc32c(byte[] bytes) {
        int crc = -1;
        for (byte each : bytes) {
            crc ^= each & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1;
            }
        }
        return ~crc;
    }

    private static int masked(int crc) {
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }

    private static UnknownFieldSet parse(ByteString message) {
        try {
            return UnknownFieldSet.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static double wallTime(UnknownFieldSet event) {
        return Double.longBitsToDouble(event.getField(1).getFixed64List().get(0));
    }

    private static String text(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().get(0).toStringUtf8();
    }

    private static Map<String, Float> scalars(UnknownFieldSet event) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        UnknownFieldSet summary =
                parse(event.getField(5).getLengthDelimitedList().get(0));
        for (ByteString each : summary.getField(1).getLengthDelimitedList()) {
            UnknownFieldSet value = parse(each);
            scalars.put(
                    text(value, 1),
                    Float.intBitsToFloat(value.getField(2).getFixed32List().get(0)));
        }
        return scalars;
    }
}
