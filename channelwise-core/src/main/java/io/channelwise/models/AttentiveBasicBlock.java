package io.channelwise.models;

import io.channelwise.attention.AttentiveConvolution;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import org.bytedeco.pytorch.Tensor;

/** A basic block whose first 3x3 convolution, with its batch norm and ReLU, has attention inside. */
final class AttentiveBasicBlock extends ResidualBlock {

    private final int width;
    private final Layer conv1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;

    AttentiveBasicBlock(int in, int width, int stride, AttentiveConvolution kernel, Shortcut shortcut) {
        this.width = width;
        conv1 = child("conv1", kernel.create(in, width, stride));
        conv2 = child("conv2", conv3x3(width, width, 1, 1));
        bn2 = child("bn2", new BatchNorm2d(width));
        addShortcut(shortcut, in, stride);
    }

    @Override
    protected Tensor residual(Tensor x) {
        return through(x, conv1, conv2, bn2);
    }

    @Override
    int out() {
        return width;
    }

    @Override
    BatchNorm2d lastNorm() {
        return bn2;
    }
}
