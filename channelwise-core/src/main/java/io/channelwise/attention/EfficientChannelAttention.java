package io.channelwise.attention;

import static io.channelwise.nn.Functions.reshape;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.Conv1d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.SelfContained;
import io.channelwise.nn.Sigmoid;
import org.bytedeco.pytorch.Tensor;

/**
 * ECA, Wang et al. 2020 (arXiv 1910.03151), equation 9: {@code x * sigmoid(conv1d_k(avg(x)))}, where each gate sees its
 * k neighbouring channels alone. {@code [N, C, H, W]} to the same shape, with k parameters.
 */
public final class EfficientChannelAttention extends GatedAttention implements SelfContained {

    private final int channels;
    private final Layer squeeze = child("avg_pool", new AdaptiveAvgPool2d(1));
    private final Layer conv;
    private final Layer sigmoid = child("sigmoid", new Sigmoid());

    /** With the kernel that the paper chooses by the number of channels, {@link #kernelFor}. */
    public EfficientChannelAttention(int channels) {
        this(channels, kernelFor(channels));
    }

    /** With a kernel of so many channels, odd. */
    public EfficientChannelAttention(int channels, int kernel) {
        this.channels = Arguments.positive("channels", channels);
        Arguments.require(kernel > 0 && kernel % 2 == 1, "kernel", kernel, "an odd number from 1 on");
        Conv2d.Options neighbours = Conv2d.options(1, 1, kernel).padding(kernel / 2);
        conv = child("conv", new Conv1d(neighbours.withoutBias()));
    }

    /**
     * {@code (log2(C) + 1) / 2} rounded down, and one more where that is even: equation 12 with gamma 2 and b 1. At least
     * 3, as timm has it.
     */
    public static int kernelFor(int channels) {
        Arguments.positive("channels", channels);
        int log2 = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(channels);
        int kernel = (log2 + 1) / 2;
        return Math.max(kernel % 2 == 1 ? kernel : kernel + 1, 3);
    }

    @Override
    protected Tensor gates(Tensor x) {
        Arguments.images(this, x, channels);
        Tensor squeezed = reshape(squeeze.call(x), -1, 1, channels);
        Tensor gates = sigmoid.call(conv.call(squeezed));
        return reshape(gates, -1, channels);
    }

    @Override
    public String toString() {
        return "EfficientChannelAttention(" + channels + ")";
    }
}
