package io.channelwise.nn;

import io.channelwise.nn.Operation.AdaptivePool;
import io.channelwise.nn.Operation.Reduce;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The maxima of {@code [N, C, H, W]} in {@code [N, C, height, width]} cells, as PyTorch's {@code nn.AdaptiveMaxPool2d}:
 * output cell i of n covers rows floor(i H / n) to ceil((i + 1) H / n) - 1.
 */
public final class AdaptiveMaxPool2d extends Layer implements SelfContained {

    private final AdaptiveSize size;

    /** A square output. */
    public AdaptiveMaxPool2d(int size) {
        this(size, size);
    }

    /** The output's height and width; {@code null} keeps the input's, as PyTorch's {@code None}. */
    public AdaptiveMaxPool2d(Integer height, Integer width) {
        this.size = new AdaptiveSize(height, width);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x);
        Tensor read = Listening.read(AdaptivePool.class, x);
        // A copy of the handle: the tuple of values and indices owns the one it hands out.
        Tensor y = new Tensor(torch.adaptive_max_pool2d(read, size.forInput(x)).get0());
        return Listening.heard(new AdaptivePool(Reduce.MAX, x, size.height(), size.width(), y));
    }

    @Override
    public String toString() {
        return "AdaptiveMaxPool2d" + size;
    }
}
