package io.channelwise.weights;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** The values that the reference files hold, computed from each tensor's key as their README says. */
final class GoldenFill {

    private GoldenFill() {}

    static float[] values(String key, List<Long> shape) {
        long size = shape.stream().reduce(1L, (a, b) -> a * b);
        float[] values = new float[(int) size];
        if (key.endsWith("num_batches_tracked")) {
            return values;
        }
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value(key, shape, uniform(crc.getValue(), i));
        }
        return values;
    }

    private static double uniform(long hash, long i) {
        long z = (hash << 32) + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 11) * 0x1p-53;
    }

    private static double value(String key, List<Long> shape, double u) {
        if (key.endsWith("running_var")) {
            return 1 + 0.5 * u;
        }
        if (key.endsWith("running_mean") || key.endsWith("bias")) {
            return 0.1 * (2 * u - 1);
        }
        if (shape.size() == 1) {
            return 0.5 + 0.1 * (2 * u - 1);
        }
        long fanIn = shape.stream().skip(1).reduce(1L, (a, b) -> a * b);
        return Math.sqrt(6.0 / fanIn) * (2 * u - 1);
    }
}
