package io.channelwise.models;

import static io.channelwise.models.ResidualBlock.conv1x1;
import static io.channelwise.models.ResidualBlock.conv3x3;

import io.channelwise.nn.AvgPool2d;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Sequential;

/** How a block's input reaches its sum where the shape changes; elsewhere it is the identity. */
enum Shortcut {
    /** Option B, He et al. 2015 (arXiv 1512.03385), section 3.3: a strided 1x1 convolution and batch norm. */
    PROJECTION {
        @Override
        Layer create(int in, int out, int stride) {
            return Sequential.of(conv1x1(in, out, stride), new BatchNorm2d(out));
        }
    },
    /** As option B, but 3x3 where it strides: no pixel is left out. SENet-154 has it. */
    PROJECTION_3X3 {
        @Override
        Layer create(int in, int out, int stride) {
            return stride == 1
                    ? PROJECTION.create(in, out, stride)
                    : Sequential.of(conv3x3(in, out, stride, 1), new BatchNorm2d(out));
        }
    },
    /** ResNet-D, He et al. 2018 (arXiv 1812.01187), figure 2c: the average of each 2x2 pixels, then 1x1 convolution. */
    POOLED_PROJECTION {
        @Override
        Layer create(int in, int out, int stride) {
            Layer pool = stride == 1 ? Sequential.of() : AvgPool2d.roundingUp(2, stride);
            return Sequential.of(pool, conv1x1(in, out, 1), new BatchNorm2d(out));
        }
    },
    /** Option A: every second pixel, and zeros for the new channels; no parameters. */
    ZERO_PADDED {
        @Override
        String key() {
            return "shortcut";
        }

        @Override
        Layer create(int in, int out, int stride) {
            return new ZeroPaddedShortcut(in, out, stride);
        }
    };

    /** The name in the block's tree. */
    String key() {
        return "downsample";
    }

    abstract Layer create(int in, int out, int stride);
}
