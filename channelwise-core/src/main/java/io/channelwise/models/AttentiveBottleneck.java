package io.channelwise.models;

import io.channelwise.attention.AttentiveConvolution;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import org.bytedeco.pytorch.Tensor;

/**
 * A bottleneck whose 3x3 convolution, with its batch norm and ReLU, has attention inside: with selective kernels it is
 * the SK unit, Li et al. 2019 (arXiv 1903.06586), section 3.2. {@code inner} is the width of that convolution.
 */
final class AttentiveBottleneck extends ResidualBlock {

    private final int out;
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Layer relu = child("relu", ReLU.inPlace());
    private final Layer conv2;
    private final Conv2d conv3;
    private final BatchNorm2d bn3;

    AttentiveBottleneck(int in, int inner, int out, int stride, AttentiveConvolution kernel) {
        this.out = out;
        conv1 = child("conv1", conv1x1(in, inner, 1));
        bn1 = child("bn1", new BatchNorm2d(inner));
        conv2 = child("conv2", kernel.create(inner, inner, stride));
        conv3 = child("conv3", conv1x1(inner, out, 1));
        bn3 = child("bn3", new BatchNorm2d(out));
        addShortcut(Shortcut.PROJECTION, in, stride);
    }

    @Override
    protected Tensor residual(Tensor x) {
        return through(x, conv1, bn1, relu, conv2, conv3, bn3);
    }

    @Override
    int out() {
        return out;
    }

    @Override
    BatchNorm2d lastNorm() {
        return bn3;
    }
}
