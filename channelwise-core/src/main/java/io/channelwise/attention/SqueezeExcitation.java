package io.channelwise.attention;

import static io.channelwise.nn.Functions.flatten;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Linear;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.SelfContained;
import io.channelwise.nn.Sequential;
import io.channelwise.nn.Sigmoid;
import org.bytedeco.pytorch.Tensor;

/**
 * Squeeze-and-Excitation, Hu et al. 2018 (arXiv 1709.01507), equations 2 to 4: {@code x * sigmoid(W2 relu(W1 avg(x)))}.
 * {@code [N, C, H, W]} to the same shape.
 */
public final class SqueezeExcitation extends GatedAttention implements SelfContained {

    /** The paper's reduction ratio r. */
    public static final int DEFAULT_REDUCTION = 16;

    private final int channels;
    private final Layer squeeze = child("avg_pool", new AdaptiveAvgPool2d(1));
    private final Layer excite;

    /** With the paper's reduction of 16. */
    public SqueezeExcitation(int channels) {
        this(channels, DEFAULT_REDUCTION);
    }

    /** The gates pass through {@code channels / reduction} hidden units, rounded down; the reduction is 1 to channels. */
    public SqueezeExcitation(int channels, int reduction) {
        this.channels = Arguments.positive("channels", channels);
        int hidden = channels / Arguments.between("reduction", reduction, 1, channels);
        excite = child(
                "fc",
                Sequential.of(
                        Linear.withoutBias(channels, hidden),
                        ReLU.inPlace(),
                        Linear.withoutBias(hidden, channels),
                        new Sigmoid()));
    }

    @Override
    protected Tensor gates(Tensor x) {
        Arguments.images(this, x, channels);
        return excite.call(flatten(squeeze.call(x)));
    }

    @Override
    public String toString() {
        return "SqueezeExcitation(" + channels + ")";
    }
}
