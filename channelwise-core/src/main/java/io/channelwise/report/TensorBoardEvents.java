package io.channelwise.report;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The epochs of a run as an event file of TensorBoard: TFRecords that hold protocol buffers of the type Event
 * (tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto), of which scalars need a few fields only.
 *
 * <p>The step of a scalar is its epoch; its time is the run's beginning plus the seconds of the epochs so far, so that the
 * same epochs give the same bytes in any session, and more epochs only add to them: a file that grows is followed by a
 * TensorBoard that has it open.
 */
public final class TensorBoardEvents {

    private static final String VERSION = "brain.Event:2";

    private TensorBoardEvents() {}

    /** The file's name, the same for all sessions of a run; TensorBoard looks for {@code tfevents} in it. */
    public static String fileName(Instant started) {
        return "events.out.tfevents." + started.getEpochSecond() + ".channelwise";
    }

    /** The whole file. Numbers that were not measured are left out. */
    public static byte[] of(Instant started, List<EpochRecord> epochs) {
        double time = started.getEpochSecond();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(record(version(time)));
        for (EpochRecord epoch : epochs) {
            time += epoch.seconds();
            file.writeBytes(record(event(time, epoch)));
        }
        return file.toByteArray();
    }

    private static Map<String, Double> scalars(EpochRecord epoch) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        scalars.put("loss/train", epoch.trainLoss());
        scalars.put("loss/test", epoch.testLoss());
        scalars.put("top1/train", epoch.trainTop1());
        scalars.put("top1/test", epoch.testTop1());
        scalars.put("top5/test", epoch.testTop5());
        scalars.put("learning_rate", epoch.learningRate());
        scalars.put("images_per_second", epoch.imagesPerSecond());
        scalars.values().removeIf(value -> value.isNaN());
        return scalars;
    }

    /** Event: wall_time = 1, file_version = 3. */
    private static byte[] version(double time) {
        return message(event -> {
            event.writeDouble(1, time);
            event.writeString(3, VERSION);
        });
    }

    /** Event: wall_time = 1, step = 2, summary = 5. */
    private static byte[] event(double time, EpochRecord epoch) {
        return message(event -> {
            event.writeDouble(1, time);
            event.writeInt64(2, epoch.epoch());
            event.writeByteArray(5, summary(scalars(epoch)));
        });
    }

    /** Summary: value = 1, repeated. */
    private static byte[] summary(Map<String, Double> scalars) {
        return message(summary -> {
            for (Map.Entry<String, Double> scalar : scalars.entrySet()) {
                summary.writeByteArray(1, value(scalar.getKey(), scalar.getValue()));
            }
        });
    }

    /** Summary.Value: tag = 1, simple_value = 2. */
    private static byte[] value(String tag, double number) {
        return message(value -> {
            value.writeString(1, tag);
            value.writeFloat(2, (float) number);
        });
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream message) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream message = CodedOutputStream.newInstance(bytes);
            fields.writeTo(message);
            message.flush();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    /** TFRecord: length, its checksum, the bytes, their checksum; little-endian. */
    private static byte[] record(byte[] message) {
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + message.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(message.length);
        record.putInt(maskedChecksum(record.array(), Long.BYTES)).put(message);
        return record.putInt(maskedChecksum(message, message.length)).array();
    }

    /** CRC-32C, rotated and shifted as TFRecord has it, since checksums of data with checksums in it are weak. */
    private static int maskedChecksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
    }
}
