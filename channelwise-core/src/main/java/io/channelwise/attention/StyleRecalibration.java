package io.channelwise.attention;

import static io.channelwise.nn.Functions.concat;
import static io.channelwise.nn.Functions.deviation;
import static io.channelwise.nn.Functions.reshape;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv1d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.SelfContained;
import io.channelwise.nn.Sigmoid;
import org.bytedeco.pytorch.Tensor;

/**
 * SRM, Lee et al. 2019 (arXiv 1903.10829), equations 1 to 5: the style of a channel is its mean and standard deviation,
 * and {@code x * sigmoid(bn(w_c . [mean, deviation]))} weighs it, each channel by two weights of its own.
 * {@code [N, C, H, W]} to the same shape.
 */
public final class StyleRecalibration extends GatedAttention implements SelfContained {

    private static final double EPSILON = 1e-5;

    private final int channels;
    private final Layer average = child("avg_pool", new AdaptiveAvgPool2d(1));
    private final Layer cfc;
    private final Layer bn;
    private final Layer sigmoid = child("sigmoid", new Sigmoid());

    /** For so many channels. */
    public StyleRecalibration(int channels) {
        this.channels = Arguments.positive("channels", channels);
        Conv2d.Options channelWise = Conv2d.options(channels, channels, 2).groups(channels);
        cfc = child("cfc", new Conv1d(channelWise.withoutBias()));
        bn = child("bn", new BatchNorm2d(channels));
    }

    @Override
    protected Tensor gates(Tensor x) {
        Arguments.images(this, x, channels);
        Tensor style = reshape(concat(2, average.call(x), deviation(x, EPSILON)), -1, channels, 2);
        Tensor z = reshape(cfc.call(style), -1, channels, 1, 1);
        return through(z, bn, sigmoid);
    }

    @Override
    public String toString() {
        return "StyleRecalibration(" + channels + ")";
    }
}
