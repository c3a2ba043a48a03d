package io.channelwise.models;

import io.channelwise.attention.SelectiveKernel;
import io.channelwise.attention.SelectiveKernelOptions;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import org.bytedeco.pytorch.Tensor;

/**
 * The SK unit, Li et al. 2019 (arXiv 1903.06586), section 3.2: a bottleneck whose 3x3 convolution, with its batch norm
 * and ReLU, is a selective kernel. {@code width} is the selective kernel's.
 */
final class SelectiveKernelBottleneck extends ResidualBlock {

    private final int out;
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Layer relu = child("relu", ReLU.inPlace());
    private final SelectiveKernel conv2;
    private final Conv2d conv3;
    private final BatchNorm2d bn3;

    SelectiveKernelBottleneck(int in, int width, int out, int stride, SelectiveKernelOptions kernel) {
        this.out = out;
        conv1 = child("conv1", conv1x1(in, width, 1));
        bn1 = child("bn1", new BatchNorm2d(width));
        conv2 = child("conv2", new SelectiveKernel(kernel.stride(stride)));
        conv3 = child("conv3", conv1x1(width, out, 1));
        bn3 = child("bn3", new BatchNorm2d(out));
        projectShortcut(in, stride);
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
