package io.channelwise.nn;

import io.channelwise.nn.Operation.AdaptivePool;
import io.channelwise.nn.Operation.Reduce;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Averages {@code [N, C, H, W]} down, or up, to {@code [N, C, height, width]}, as PyTorch's
 * {@code nn.AdaptiveAvgPool2d}: output cell i of n covers rows floor(i H / n) to ceil((i + 1) H / n) - 1.
 */
public final class AdaptiveAvgPool2d extends Layer implements SelfContained {

    private final AdaptiveSize size;

    /** A square output. */
    public AdaptiveAvgPool2d(int size) {
        this(size, size);
    }

    /** The output's height and width; {@code null} keeps the input's, as PyTorch's {@code None}. */
    public AdaptiveAvgPool2d(Integer height, Integer width) {
        this.size = new AdaptiveSize(height, width);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x);
        Tensor read = Listening.read(AdaptivePool.class, x);
        Tensor y = size.isOne() ? mean(read) : torch.adaptive_avg_pool2d(read, size.forInput(x));
        return Listening.heard(new AdaptivePool(Reduce.AVERAGE, x, size.height(), size.width(), y));
    }

    /** By way of the sum, whose gradient is a view of one value a plane, where that of libtorch's mean fills planes. */
    static Tensor mean(Tensor x) {
        Tensor sums = torch.sum(x, new long[] {2, 3}, true, new ScalarTypeOptional());
        return Functions.inTypeOf(x, sums.mul(new Scalar(1.0 / (x.size(2) * x.size(3)))));
    }

    @Override
    public String toString() {
        return "AdaptiveAvgPool2d" + size;
    }
}
