package io.channelwise.quantization;

import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Weights as integers from -127 to 127, each output channel with a scale of its own so that its largest weight is 127
 * (Krishnamoorthi 2018, arXiv 1806.08342, section 3.1.2).
 *
 * <p>A batch norm that is folded into the weights, as exports do, multiplies a whole output channel: the integers stay the
 * same, so training need not fold it to round as the export does.
 */
public final class RoundedWeights {

    private static final int LARGEST = 127;

    private RoundedWeights() {}

    /**
     * What the integers stand for; gradients pass straight through.
     *
     * @param weight {@code [out, ...]}
     */
    public static Tensor of(Tensor weight) {
        Tensor scales = scales(weight.detach());
        Tensor zeros = torch.zeros_like(scales).to(ScalarType.Int);
        return torch.fake_quantize_per_channel_affine(weight, scales, zeros, 0, -LARGEST, LARGEST);
    }

    /** One for each output channel; that of an empty channel only has to be above 0. */
    private static Tensor scales(Tensor weight) {
        long[] within = LongStream.range(1, weight.dim()).toArray();
        Tensor largest = torch.amax(weight.abs(), within, false);
        return torch.clamp_min(largest.div(new Scalar((float) LARGEST)), new Scalar(Float.MIN_NORMAL));
    }
}
