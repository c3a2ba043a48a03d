package io.channelwise.models;

import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.MaxPool2d;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands before the first stage: convolutions, and pooling where images are large. */
enum Stem {
    /** 7x7 convolution of stride 2 to 64 channels and 3x3 max pooling of stride 2: a quarter of the extent. */
    IMAGENET(64) {
        @Override
        Map<String, Layer> layers(int channels) {
            return pooled(conv(channels, 64, 7, 2));
        }
    },
    /** ResNet-D, He et al. 2018 (arXiv 1812.01187), figure 2b: three 3x3 convolutions in place of the 7x7. */
    DEEP(64) {
        @Override
        Map<String, Layer> layers(int channels) {
            return pooled(Sequential.of(
                    conv(channels, 32, 3, 2),
                    new BatchNorm2d(32),
                    ReLU.inPlace(),
                    conv(32, 32, 3, 1),
                    new BatchNorm2d(32),
                    ReLU.inPlace(),
                    conv(32, 64, 3, 1)));
        }
    },
    /** As IMAGENET in the names of SENet's authors; the pooling rounds up and does not pad, as Caffe's. */
    AUTHORS(64) {
        @Override
        Map<String, Layer> layers(int channels) {
            return authors(steps(conv(channels, 64, 7, 2)));
        }
    },
    /** SENet-154's: three 3x3 convolutions to 128 channels. */
    AUTHORS_DEEP(128) {
        @Override
        Map<String, Layer> layers(int channels) {
            return authors(steps(conv(channels, 64, 3, 2), conv(64, 64, 3, 1), conv(64, 128, 3, 1)));
        }
    },
    /** 3x3 convolution to 16 channels at the full extent. */
    CIFAR(16) {
        @Override
        Map<String, Layer> layers(int channels) {
            return normalized(conv(channels, 16, 3, 1), 16);
        }
    },
    /** 3x3 convolution to 64 channels at the full extent. */
    CIFAR_WIDE(64) {
        @Override
        Map<String, Layer> layers(int channels) {
            return normalized(conv(channels, 64, 3, 1), 64);
        }
    };

    private final int width;

    Stem(int width) {
        this.width = width;
    }

    /** The channels of its output. */
    int width() {
        return width;
    }

    /** The layers by their names in the network's tree, in the order of their application. */
    abstract Map<String, Layer> layers(int channels);

    private static Map<String, Layer> pooled(Layer convolution) {
        Map<String, Layer> layers = normalized(convolution, 64);
        layers.put("maxpool", new MaxPool2d(3, 2, 1));
        return layers;
    }

    private static Map<String, Layer> normalized(Layer convolution, int width) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        layers.put("conv1", convolution);
        layers.put("bn1", new BatchNorm2d(width));
        layers.put("relu", ReLU.inPlace());
        return layers;
    }

    private static Map<String, Layer> authors(Map<String, Layer> steps) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        layers.put("layer0", Sequential.named(steps));
        layers.put("pool0", MaxPool2d.roundingUp(3, 2));
        return layers;
    }

    private static Map<String, Layer> steps(Conv2d... convolutions) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (int i = 1; i <= convolutions.length; i++) {
            Conv2d convolution = convolutions[i - 1];
            layers.put("conv" + i, convolution);
            layers.put("bn" + i, new BatchNorm2d(convolution.options().out()));
            layers.put("relu" + i, ReLU.inPlace());
        }
        return layers;
    }

    private static Conv2d conv(int in, int out, int kernel, int stride) {
        return new Conv2d(Conv2d.options(in, out, kernel)
                .stride(stride)
                .padding(kernel / 2)
                .withoutBias());
    }
}
