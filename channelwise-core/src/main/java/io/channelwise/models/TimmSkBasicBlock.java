package io.channelwise.models;

import io.channelwise.attention.AttentiveConvolution;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.ConvNorm;
import io.channelwise.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** A basic block whose first convolution is a selective kernel, each convolution in timm's names beside its norm. */
final class TimmSkBasicBlock extends ResidualBlock {

    private final int width;
    private final Layer conv1;
    private final ConvNorm conv2;

    TimmSkBasicBlock(int in, int width, int stride, AttentiveConvolution kernel) {
        this.width = width;
        conv1 = child("conv1", kernel.create(in, width, stride));
        conv2 = child("conv2", ConvNorm.linear(Conv2d.options(width, width, 3).padding(1)));
        addShortcut(Shortcut.PROJECTION, in, stride);
    }

    @Override
    protected Tensor residual(Tensor x) {
        return through(x, conv1, conv2);
    }

    @Override
    int out() {
        return width;
    }

    @Override
    BatchNorm2d lastNorm() {
        return conv2.norm();
    }
}
