package io.channelwise.nn;

import io.channelwise.nn.Operation.Reduce;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The maxima of a moving square window: {@code [N, C, H, W]} to {@code [N, C, H', W']}, sizes rounded down. */
public final class MaxPool2d extends Layer {

    private final int kernel;
    private final int stride;
    private final int padding;

    /** Kernel, stride and padding in pixels; the padding is at most half the kernel. */
    public MaxPool2d(int kernel, int stride, int padding) {
        this.kernel = Arguments.positive("kernel", kernel);
        this.stride = Arguments.positive("stride", stride);
        this.padding = Arguments.between("padding", padding, 0, kernel / 2);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x);
        Tensor y = torch.max_pool2d(x, square(kernel), square(stride), square(padding), square(1), false);
        return Listening.heard(new Operation.Pool(Reduce.MAX, x, kernel, stride, padding, false, y));
    }

    private static long[] square(int extent) {
        return new long[] {extent, extent};
    }

    @Override
    public String toString() {
        return "MaxPool2d(kernel " + kernel + ", stride " + stride + ")";
    }
}
