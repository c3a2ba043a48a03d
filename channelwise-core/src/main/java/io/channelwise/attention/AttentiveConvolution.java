package io.channelwise.attention;

import io.channelwise.nn.Layer;

/** Makes a convolution with attention inside, which stands for a block's 3x3 convolution, its batch norm and ReLU. */
@FunctionalInterface
public interface AttentiveConvolution {

    /** Takes {@code [N, in, H, W]} to {@code [N, out, H / stride, W / stride]} rounded up. */
    Layer create(int in, int out, int stride);
}
