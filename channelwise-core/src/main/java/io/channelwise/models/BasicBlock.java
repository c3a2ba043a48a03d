package io.channelwise.models;

import io.channelwise.attention.ChannelAttention;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.Sequential;
import org.bytedeco.pytorch.Tensor;

/** Two 3x3 convolutions, He et al. 2015 (arXiv 1512.03385), figure 5 left, and channel attention after them. */
final class BasicBlock extends ResidualBlock {

    private final int width;
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Layer relu = child("relu", ReLU.inPlace());
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private Layer attention = Sequential.of();

    private BasicBlock(int in, int width, int stride) {
        this.width = width;
        conv1 = child("conv1", conv3x3(in, width, stride, 1));
        bn1 = child("bn1", new BatchNorm2d(width));
        conv2 = child("conv2", conv3x3(width, width, 1, 1));
        bn2 = child("bn2", new BatchNorm2d(width));
    }

    /** Without attention, with projecting shortcuts. */
    static BasicBlock plain(int in, int width, int stride) {
        BasicBlock block = new BasicBlock(in, width, stride);
        block.projectShortcut(in, stride);
        return block;
    }

    /** Without attention, with zero-padded shortcuts. */
    static BasicBlock zeroPadded(int in, int width, int stride) {
        BasicBlock block = new BasicBlock(in, width, stride);
        block.padShortcut(in, stride);
        return block;
    }

    /** With attention under a name, and projecting shortcuts. */
    static Factory with(String name, ChannelAttention.Factory attention) {
        return (in, width, stride) -> {
            BasicBlock block = new BasicBlock(in, width, stride);
            block.attention = block.child(name, attention.create(width));
            block.projectShortcut(in, stride);
            return block;
        };
    }

    @Override
    protected Tensor residual(Tensor x) {
        return through(x, conv1, bn1, relu, conv2, bn2, attention);
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
