package io.channelwise.attention;

import static io.channelwise.nn.Functions.channelMax;
import static io.channelwise.nn.Functions.channelMean;
import static io.channelwise.nn.Functions.concat;
import static io.channelwise.nn.Functions.scale;
import static io.channelwise.nn.Functions.sigmoid;

import io.channelwise.nn.Arguments;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.ConvNorm;
import io.channelwise.nn.Layer;
import io.channelwise.nn.SelfContained;
import org.bytedeco.pytorch.Tensor;

/**
 * The second half of CBAM, Woo et al. 2018 (arXiv 1807.06521), equation 3: {@code x * sigmoid(bn(conv([mean, max])))} of
 * the mean and the maximum of each pixel's channels. {@code [N, C, H, W]} to the same shape.
 */
public final class SpatialAttention extends Layer implements SelfContained {

    private final Layer conv;

    /** With a square kernel, an odd number of pixels; 7 in the paper. */
    public SpatialAttention(int kernel) {
        Arguments.require(kernel > 0 && kernel % 2 == 1, "kernel", kernel, "an odd number from 1 on");
        conv = child("conv", ConvNorm.linear(Conv2d.options(2, 1, kernel).padding(kernel / 2)));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x);
        Tensor described = concat(1, channelMean(x), channelMax(x));
        return scale(x, sigmoid(conv.call(described)));
    }
}
