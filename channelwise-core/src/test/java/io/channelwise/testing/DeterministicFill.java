package io.channelwise.testing;

import io.channelwise.nn.Layer;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.bytedeco.pytorch.Tensor;

/** The weights and inputs of the reference numbers, each computed from its own key; see the reference's README. */
public final class DeterministicFill {

    private DeterministicFill() {}

    /** Overwrites every parameter and buffer. */
    public static void fill(Layer layer) {
        layer.stateDict().forEach(DeterministicFill::fill);
    }

    /** The tensor of a key that is no parameter: an input. */
    public static Tensor input(String key, long... shape) {
        Tensor input = Tensors.empty(shape);
        fill(key, input);
        return input;
    }

    private static void fill(String key, Tensor tensor) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            float[] values = new float[Math.toIntExact(tensor.numel())];
            double fanIn = tensor.dim() == 0 ? 1 : (double) tensor.numel() / tensor.size(0);
            DoubleUnaryOperator value = valueFor(key, tensor.dim(), fanIn);
            long base = crc32(key) << 32;
            IntStream.range(0, values.length)
                    .parallel()
                    .forEach(i -> values[i] = (float) value.applyAsDouble(uniform(base, i)));
            tensor.copy_(Tensors.of(values, tensor.shape()));
        }
    }

    /** From u in [0, 1) to the value that the key's ending asks for. */
    private static DoubleUnaryOperator valueFor(String key, long dimensions, double fanIn) {
        if (key.endsWith("running_var")) {
            return u -> 1 + 0.5 * u;
        } else if (key.endsWith("running_mean") || key.endsWith("bias")) {
            return u -> 0.1 * (2 * u - 1);
        } else if (key.endsWith("num_batches_tracked")) {
            return u -> 0;
        } else if (key.endsWith("weight")) {
            double bound = Math.sqrt(6 / fanIn);
            return dimensions >= 2 ? u -> bound * (2 * u - 1) : u -> 0.5 + 0.1 * (2 * u - 1);
        }
        return u -> 2 * (2 * u - 1);
    }

    private static long crc32(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static double uniform(long base, int i) {
        long z = base + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 11) * 0x1.0p-53;
    }
}
