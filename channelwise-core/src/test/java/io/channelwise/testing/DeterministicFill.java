package io.channelwise.testing;

import io.channelwise.nn.Layer;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.nio.charset.StandardCharsets;
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
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) value(key, i, tensor.dim(), fanIn);
            }
            tensor.copy_(Tensors.of(values, tensor.shape()));
        }
    }

    private static double value(String key, int i, long dimensions, double fanIn) {
        double u = uniform(key, i);
        double signed = 2 * u - 1;
        if (key.endsWith("running_var")) {
            return 1 + 0.5 * u;
        } else if (key.endsWith("running_mean") || key.endsWith("bias")) {
            return 0.1 * signed;
        } else if (key.endsWith("num_batches_tracked")) {
            return 0;
        } else if (key.endsWith("weight")) {
            return dimensions >= 2 ? Math.sqrt(6 / fanIn) * signed : 0.5 + 0.1 * signed;
        }
        return 2 * signed;
    }

    private static double uniform(String key, int i) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        long z = (crc.getValue() << 32) + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 11) * 0x1.0p-53;
    }
}
