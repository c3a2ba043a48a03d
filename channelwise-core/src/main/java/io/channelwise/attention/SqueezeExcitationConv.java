package io.channelwise.attention;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.SelfContained;
import io.channelwise.nn.Sigmoid;
import org.bytedeco.pytorch.Tensor;

/**
 * Squeeze-and-Excitation, Hu et al. 2018 (arXiv 1709.01507), as its authors and timm lay it out: {@code x *
 * sigmoid(W2 relu(W1 avg(x) + b1) + b2)} with 1x1 convolutions {@code fc1} and {@code fc2}. {@code [N, C, H, W]} to the
 * same shape.
 */
public final class SqueezeExcitationConv extends GatedAttention implements SelfContained {

    private static final int REDUCTION = SqueezeExcitation.DEFAULT_REDUCTION;

    private final int channels;
    private final Layer squeeze = child("avg_pool", new AdaptiveAvgPool2d(1));
    private final Layer fc1;
    private final Layer relu = child("relu", ReLU.inPlace());
    private final Layer fc2;
    private final Layer sigmoid = child("sigmoid", new Sigmoid());

    /** With so many hidden units. */
    public SqueezeExcitationConv(int channels, int hidden) {
        this.channels = Arguments.positive("channels", channels);
        Arguments.positive("hidden", hidden);
        fc1 = child("fc1", new Conv2d(Conv2d.options(channels, hidden, 1)));
        fc2 = child("fc2", new Conv2d(Conv2d.options(hidden, channels, 1)));
    }

    /** The authors' C / 16 hidden units, rounded down; at least 16 channels. */
    public static SqueezeExcitationConv authors(int channels) {
        Arguments.atLeast("channels", channels, REDUCTION);
        return new SqueezeExcitationConv(channels, channels / REDUCTION);
    }

    /** timm's C / 16 hidden units, rounded to a multiple of 8. */
    public static SqueezeExcitationConv rounded(int channels) {
        return new SqueezeExcitationConv(channels, Widths.rounded((double) channels / REDUCTION, 8, 8));
    }

    @Override
    protected Tensor gates(Tensor x) {
        Arguments.images(this, x, channels);
        return through(x, squeeze, fc1, relu, fc2, sigmoid);
    }

    @Override
    public String toString() {
        return "SqueezeExcitationConv(" + channels + ")";
    }
}
