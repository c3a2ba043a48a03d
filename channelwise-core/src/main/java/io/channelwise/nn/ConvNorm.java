package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * A convolution and its batch norm, with or without a ReLU after them, under the names {@code conv} and {@code bn}, as
 * timm's {@code ConvNormAct}: {@code [N, in, H, W]} to {@code [N, out, H', W']}.
 */
public final class ConvNorm extends Layer implements SelfContained {

    private final Conv2d conv;
    private final BatchNorm2d bn;
    private final Layer activation;

    private ConvNorm(Conv2d.Options options, Layer activation) {
        this.conv = child("conv", new Conv2d(options.withoutBias()));
        this.bn = child("bn", new BatchNorm2d(options.out()));
        this.activation = child("act", activation);
    }

    /** {@code bn(conv(x))}; the convolution has no bias. */
    public static ConvNorm linear(Conv2d.Options options) {
        return new ConvNorm(options, Sequential.of());
    }

    /** {@code relu(bn(conv(x)))}; the convolution has no bias. */
    public static ConvNorm activated(Conv2d.Options options) {
        return new ConvNorm(options, ReLU.inPlace());
    }

    /** The batch norm. */
    public BatchNorm2d norm() {
        return bn;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return through(x, conv, bn, activation);
    }
}
