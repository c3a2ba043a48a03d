package io.channelwise.models;

import io.channelwise.attention.AttentiveConvolution;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.ConvNorm;
import io.channelwise.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/**
 * A bottleneck whose 3x3 convolution, {@code inner} channels wide, is a selective kernel, each convolution in timm's
 * names beside its norm; four times {@code width} channels come out.
 */
final class TimmSkBottleneck extends ResidualBlock {

    private final int out;
    private final Layer conv1;
    private final Layer conv2;
    private final ConvNorm conv3;

    TimmSkBottleneck(int in, int inner, int width, int stride, Shortcut shortcut, AttentiveConvolution kernel) {
        this.out = width * Bottleneck.EXPANSION;
        conv1 = child("conv1", ConvNorm.activated(Conv2d.options(in, inner, 1)));
        conv2 = child("conv2", kernel.create(inner, inner, stride));
        conv3 = child("conv3", ConvNorm.linear(Conv2d.options(inner, out, 1)));
        addShortcut(shortcut, in, stride);
    }

    @Override
    protected Tensor residual(Tensor x) {
        return through(x, conv1, conv2, conv3);
    }

    @Override
    int out() {
        return out;
    }

    @Override
    BatchNorm2d lastNorm() {
        return conv3.norm();
    }
}
