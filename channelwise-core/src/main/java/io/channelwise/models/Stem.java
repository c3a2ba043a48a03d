package io.channelwise.models;

import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.MaxPool2d;
import io.channelwise.nn.Sequential;

/** What stands before the first stage: a convolution, and pooling where images are large. */
enum Stem {
    /** 7x7 convolution of stride 2 to 64 channels and 3x3 max pooling of stride 2: a quarter of the extent. */
    IMAGENET(64, 7, 2) {
        @Override
        Layer pool() {
            return new MaxPool2d(3, 2, 1);
        }
    },
    /** 3x3 convolution to 16 channels at the full extent. */
    CIFAR(16, 3, 1),
    /** 3x3 convolution to 64 channels at the full extent. */
    CIFAR_WIDE(64, 3, 1);

    private final int width;
    private final int kernel;
    private final int stride;

    Stem(int width, int kernel, int stride) {
        this.width = width;
        this.kernel = kernel;
        this.stride = stride;
    }

    int width() {
        return width;
    }

    Conv2d convolution(int channels) {
        return new Conv2d(Conv2d.options(channels, width, kernel)
                .stride(stride)
                .padding(kernel / 2)
                .withoutBias());
    }

    Layer pool() {
        return Sequential.of();
    }
}
