package io.channelwise.nn;

import io.channelwise.runtime.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Convolutions in the form in which oneDNN is quickest at their gradients. They meet the same pixels and give the same
 * output as the geometry says.
 */
final class TrainingConvolution {

    private TrainingConvolution() {}

    /**
     * {@code [N, in, H, W]} to {@code [N, out, H', W']}; a bias of {@code null} is none. Pixels that the kernel cannot meet are
     * left out: with them, a stride and dilation of 2 has gradients that take up to four times as long.
     */
    static Tensor of(Conv2d.Options options, Tensor x, Tensor kernels, Tensor bias) {
        if (options.isPointwise() && isChannelsLastMap(x)) {
            return apart(plain(options, joined(x), kernels, bias, 1), x);
        }
        int step = options.step();
        return plain(options, step == 1 ? x : Functions.subsampled(x, step), kernels, bias, step);
    }

    /** In libtorch's one call, for an input of which rows and columns between steps are left out. */
    static Tensor plain(Conv2d.Options options, Tensor x, Tensor kernels, Tensor bias, int step) {
        long[] stride = Square.of(options.stride() / step);
        long[] padding = Square.of(options.padding() / step);
        long[] dilation = Square.of(options.dilation() / step);
        return torch.conv2d(x, kernels, Tensors.optional(bias), stride, padding, dilation, options.groups());
    }

    private static boolean isChannelsLastMap(Tensor x) {
        boolean isMap = x.size(0) > 0 && x.size(2) * x.size(3) > 1;
        return isMap && x.is_cpu() && x.is_contiguous(MemoryFormat.ChannelsLast);
    }

    /** All images as one of N rows, {@code [1, C, N, H * W]}: oneDNN divides its work by rows, and longer ones suit it. */
    private static Tensor joined(Tensor x) {
        Tensor rows = x.permute(0, 2, 3, 1).reshape(1, x.size(0), x.size(2) * x.size(3), x.size(1));
        return rows.permute(0, 3, 1, 2);
    }

    /** The images of {@link #joined} again, in the extent of {@code like}. */
    private static Tensor apart(Tensor y, Tensor like) {
        Tensor pixels = y.permute(0, 2, 3, 1).reshape(like.size(0), like.size(2), like.size(3), y.size(1));
        return pixels.permute(0, 3, 1, 2);
    }
}
