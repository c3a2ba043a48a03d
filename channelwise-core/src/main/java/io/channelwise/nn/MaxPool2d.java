package io.channelwise.nn;

import io.channelwise.nn.Operation.Reduce;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The maxima of a moving square window: {@code [N, C, H, W]} to {@code [N, C, H', W']}. */
public final class MaxPool2d extends Layer implements SelfContained {

    private final int kernel;
    private final int stride;
    private final int padding;
    private final boolean ceil;

    /** Kernel, stride and padding in pixels, sizes rounded down; the padding is at most half the kernel. */
    public MaxPool2d(int kernel, int stride, int padding) {
        this(kernel, stride, padding, false);
    }

    private MaxPool2d(int kernel, int stride, int padding, boolean ceil) {
        this.kernel = Arguments.positive("kernel", kernel);
        this.stride = Arguments.positive("stride", stride);
        this.padding = Arguments.between("padding", padding, 0, kernel / 2);
        this.ceil = ceil;
    }

    /** Without padding and with sizes rounded up, as Caffe pools: the last window may reach over the border. */
    public static MaxPool2d roundingUp(int kernel, int stride) {
        return new MaxPool2d(kernel, stride, 0, true);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x);
        Tensor read = Listening.read(Operation.Pool.class, x);
        Tensor y = torch.max_pool2d(read, Square.of(kernel), Square.of(stride), Square.of(padding), Square.of(1), ceil);
        return Listening.heard(new Operation.Pool(Reduce.MAX, x, kernel, stride, padding, ceil, y));
    }

    @Override
    public String toString() {
        return "MaxPool2d(kernel " + kernel + ", stride " + stride + ")";
    }
}
