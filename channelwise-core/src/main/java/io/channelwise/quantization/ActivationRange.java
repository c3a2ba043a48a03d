package io.channelwise.quantization;

import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * From the least to the largest number of an activation, which bytes 0 to 255 stand for: {@code x = scale * (q - zero)},
 * the affine scheme of Jacob et al. 2018 (arXiv 1712.05877), equation 1. Zero is exact, so padding and ReLU are too.
 *
 * @param least number
 * @param largest number
 */
public record ActivationRange(float least, float largest) {

    private static final int LAST = 255;

    /** What a batch counts beside those before it; PyTorch's observers have the same. */
    private static final float SHARE = 0.01f;

    /** Of all numbers of a tensor; on a GPU this waits for the device. */
    static ActivationRange of(Tensor x) {
        try (Scope scope = new Scope()) {
            T_TensorTensor_T ends = torch.aminmax(x.detach());
            return new ActivationRange((float) Tensors.item(ends.get0()), (float) Tensors.item(ends.get1()));
        }
    }

    /** The moving average with a range that was seen later, Jacob et al. 2018, section 3.1. */
    ActivationRange towards(ActivationRange later) {
        return new ActivationRange(least + SHARE * (later.least - least), largest + SHARE * (later.largest - largest));
    }

    /**
     * The numbers that the nearest bytes stand for, any shape; halves go to the even byte. Gradients pass straight through
     * where the number lies within the range, and are zero outside.
     */
    public Tensor round(Tensor x) {
        return torch.fake_quantize_per_tensor_affine(x, scale(), zero(), 0, LAST);
    }

    /** The distance of two neighbours, above 0; 1 where the range is empty. */
    public float scale() {
        float scale = (float) ((Math.max(largest, 0.0) - Math.min(least, 0.0)) / LAST);
        return scale < Float.MIN_NORMAL ? 1 : scale;
    }

    /** The byte of 0, 0 to 255. */
    public int zero() {
        return (int) Math.min(LAST, Math.rint(-Math.min(least, 0.0) / scale()));
    }
}
