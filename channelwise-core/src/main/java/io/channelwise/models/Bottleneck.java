package io.channelwise.models;

import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import org.bytedeco.pytorch.Tensor;

/**
 * 1x1, 3x3 and 1x1 convolution to four times the width, He et al. 2015 (arXiv 1512.03385), figure 5 right, and channel
 * attention after them.
 */
final class Bottleneck extends ResidualBlock {

    static final int EXPANSION = 4;

    private final int out;
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Conv2d conv3;
    private final BatchNorm2d bn3;
    private final Layer relu = child("relu", ReLU.inPlace());
    private final Layer attention;

    Bottleneck(int in, int width, int stride, BottleneckOptions options) {
        int inner = options.inner(width);
        int reduced = inner / options.reduceFirst();
        int first = options.strideFirst() ? stride : 1;
        this.out = width * EXPANSION;
        conv1 = child("conv1", conv1x1(in, reduced, first));
        bn1 = child("bn1", new BatchNorm2d(reduced));
        conv2 = child("conv2", conv3x3(reduced, inner, stride / first, options.cardinality()));
        bn2 = child("bn2", new BatchNorm2d(inner));
        conv3 = child("conv3", conv1x1(inner, out, 1));
        bn3 = child("bn3", new BatchNorm2d(out));
        attention = addAttention(options.attention());
        addShortcut(options.shortcut(), in, stride);
    }

    @Override
    protected Tensor residual(Tensor x) {
        return through(x, conv1, bn1, relu, conv2, bn2, relu, conv3, bn3, attention);
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
