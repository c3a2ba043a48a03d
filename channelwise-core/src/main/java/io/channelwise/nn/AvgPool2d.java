package io.channelwise.nn;

import io.channelwise.nn.Operation.Reduce;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The means of a moving square window: {@code [N, C, H, W]} to {@code [N, C, H', W']}. The padding does not count, as in
 * PyTorch's {@code nn.AvgPool2d} with {@code count_include_pad=False}.
 */
public final class AvgPool2d extends Layer implements SelfContained {

    private final int kernel;
    private final int stride;
    private final int padding;
    private final boolean ceil;

    /** Kernel, stride and padding in pixels, sizes rounded down; the padding is at most half the kernel. */
    public AvgPool2d(int kernel, int stride, int padding) {
        this(kernel, stride, padding, false);
    }

    private AvgPool2d(int kernel, int stride, int padding, boolean ceil) {
        this.kernel = Arguments.positive("kernel", kernel);
        this.stride = Arguments.positive("stride", stride);
        this.padding = Arguments.between("padding", padding, 0, kernel / 2);
        this.ceil = ceil;
    }

    /** Without padding and with sizes rounded up: windows that reach over the border average what is inside. */
    public static AvgPool2d roundingUp(int kernel, int stride) {
        return new AvgPool2d(kernel, stride, 0, true);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x);
        LongOptional divisor = new LongOptional();
        Tensor read = Listening.read(Operation.Pool.class, x);
        Tensor y =
                torch.avg_pool2d(read, Square.of(kernel), Square.of(stride), Square.of(padding), ceil, false, divisor);
        return Listening.heard(new Operation.Pool(Reduce.AVERAGE, x, kernel, stride, padding, ceil, y));
    }

    @Override
    public String toString() {
        return "AvgPool2d(kernel " + kernel + ", stride " + stride + ")";
    }
}
