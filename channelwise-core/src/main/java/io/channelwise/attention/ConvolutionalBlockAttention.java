package io.channelwise.attention;

import static io.channelwise.nn.Functions.add;
import static io.channelwise.nn.Functions.scale;
import static io.channelwise.nn.Functions.sigmoid;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.AdaptiveMaxPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.SelfContained;
import org.bytedeco.pytorch.Tensor;

/**
 * CBAM, Woo et al. 2018 (arXiv 1807.06521), equations 1 to 3: first the channels, {@code x' = x * sigmoid(mlp(avg(x)) +
 * mlp(max(x)))}, then the places, {@link SpatialAttention}. {@code [N, C, H, W]} to the same shape. Keys are timm's.
 */
public final class ConvolutionalBlockAttention extends ChannelAttention implements SelfContained {

    private static final int REDUCTION = 16;

    private final int channels;
    private final Layer channel;
    private final Layer spatial = child("spatial", new SpatialAttention(7));

    /** With the paper's reduction of 16 and its 7x7 convolution; at least 16 channels. */
    public ConvolutionalBlockAttention(int channels) {
        this(Arguments.atLeast("channels", channels, REDUCTION), REDUCTION);
    }

    /** With {@code channels / reduction} hidden units, rounded down; the reduction is 1 to channels. */
    public ConvolutionalBlockAttention(int channels, int reduction) {
        this.channels = Arguments.positive("channels", channels);
        int hidden = channels / Arguments.between("reduction", reduction, 1, channels);
        channel = child("channel", new Channel(channels, hidden));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, channels);
        return through(x, channel, spatial);
    }

    @Override
    public String toString() {
        return "ConvolutionalBlockAttention(" + channels + ")";
    }

    /** Equation 2: one multi-layer perceptron for the averages and the maxima. */
    private static final class Channel extends Layer {

        private final Layer average = child("avg_pool", new AdaptiveAvgPool2d(1));
        private final Layer max = child("max_pool", new AdaptiveMaxPool2d(1));
        private final Layer fc1;
        private final Layer relu = child("act", ReLU.inPlace());
        private final Layer fc2;

        Channel(int channels, int hidden) {
            fc1 = child("fc1", new Conv2d(Conv2d.options(channels, hidden, 1).withoutBias()));
            fc2 = child("fc2", new Conv2d(Conv2d.options(hidden, channels, 1).withoutBias()));
        }

        @Override
        protected Tensor forward(Tensor x) {
            Tensor gates = sigmoid(add(through(x, average, fc1, relu, fc2), through(x, max, fc1, relu, fc2)));
            return scale(x, gates);
        }
    }
}
