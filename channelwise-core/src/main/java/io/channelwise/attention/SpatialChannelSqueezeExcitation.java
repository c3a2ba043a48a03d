package io.channelwise.attention;

import static io.channelwise.nn.Functions.add;
import static io.channelwise.nn.Functions.scale;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.SelfContained;
import io.channelwise.nn.Sequential;
import io.channelwise.nn.Sigmoid;
import org.bytedeco.pytorch.Tensor;

/**
 * scSE, Roy et al. 2018 (arXiv 1803.02579), section 2.3: the channels are weighed by {@code sigmoid(W2 relu(W1
 * avg(x)))}, the pixels by {@code sigmoid(W x)}, and both results are added, {@code x * c + x * s}. {@code [N, C, H, W]}
 * to the same shape. Keys {@code cSE} and {@code sSE} are those of segmentation_models.pytorch.
 */
public final class SpatialChannelSqueezeExcitation extends ChannelAttention implements SelfContained {

    private static final int REDUCTION = 2;

    private final int channels;
    private final Layer channelGates;
    private final Layer spatialGates;

    /** With the paper's reduction of 2; at least 2 channels. */
    public SpatialChannelSqueezeExcitation(int channels) {
        this(Arguments.atLeast("channels", channels, REDUCTION), REDUCTION);
    }

    /** With {@code channels / reduction} hidden units, rounded down; the reduction is 1 to channels. */
    public SpatialChannelSqueezeExcitation(int channels, int reduction) {
        this.channels = Arguments.positive("channels", channels);
        int hidden = channels / Arguments.between("reduction", reduction, 1, channels);
        channelGates = child(
                "cSE",
                Sequential.of(
                        new AdaptiveAvgPool2d(1),
                        new Conv2d(Conv2d.options(channels, hidden, 1)),
                        ReLU.inPlace(),
                        new Conv2d(Conv2d.options(hidden, channels, 1)),
                        new Sigmoid()));
        spatialGates = child("sSE", Sequential.of(new Conv2d(Conv2d.options(channels, 1, 1)), new Sigmoid()));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, channels);
        return add(scale(x, channelGates.call(x)), scale(x, spatialGates.call(x)));
    }

    @Override
    public String toString() {
        return "SpatialChannelSqueezeExcitation(" + channels + ")";
    }
}
