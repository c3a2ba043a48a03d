package io.channelwise.diagnosis;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.AdaptiveMaxPool2d;
import io.channelwise.nn.AvgPool2d;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv1d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Linear;
import io.channelwise.nn.MaxPool2d;
import io.channelwise.nn.Operation.Reduce;
import java.util.Arrays;

/** A primitive layer and the extent of its input: what native libraries choose their code by. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LayerShape.Convolution.class, name = "conv2d"),
    @JsonSubTypes.Type(value = LayerShape.Convolution1d.class, name = "conv1d"),
    @JsonSubTypes.Type(value = LayerShape.Dense.class, name = "linear"),
    @JsonSubTypes.Type(value = LayerShape.Norm.class, name = "batch_norm"),
    @JsonSubTypes.Type(value = LayerShape.Pool.class, name = "pool"),
    @JsonSubTypes.Type(value = LayerShape.AdaptivePool.class, name = "adaptive_pool")
})
public sealed interface LayerShape {

    /** Two images show how work is divided; planes of one pixel are so few values that more are needed for statistics. */
    private static int images(int height, int width) {
        return height * width == 1 ? 8 : 2;
    }

    /** A new layer of this configuration. */
    Layer layer();

    /** The shape of an input. */
    long[] input();

    /** The layer with all that tells it from others, {@code conv2d 256 to 1024, kernel 1}. */
    String name();

    /** The layer and its input. */
    default String words() {
        return name() + ", on " + Arrays.toString(input());
    }

    /** {@link Conv2d}. */
    record Convolution(Conv2d.Options options, int height, int width) implements LayerShape {
        @Override
        public Layer layer() {
            return new Conv2d(options);
        }

        @Override
        public long[] input() {
            return new long[] {images(height, width), options.in(), height, width};
        }

        @Override
        public String name() {
            return "conv2d " + geometry(options);
        }
    }

    /** {@link Conv1d}. */
    record Convolution1d(Conv2d.Options options, int length) implements LayerShape {
        @Override
        public Layer layer() {
            return new Conv1d(options);
        }

        @Override
        public long[] input() {
            return new long[] {images(1, length), options.in(), length};
        }

        @Override
        public String name() {
            return "conv1d " + geometry(options);
        }
    }

    /** {@link Linear}. */
    record Dense(int in, int out, boolean bias) implements LayerShape {
        @Override
        public Layer layer() {
            return bias ? new Linear(in, out) : Linear.withoutBias(in, out);
        }

        @Override
        public long[] input() {
            return new long[] {images(1, 1), in};
        }

        @Override
        public String name() {
            return "linear " + in + " to " + out + (bias ? ", bias" : "");
        }
    }

    /** {@link BatchNorm2d}. */
    record Norm(int channels, int height, int width) implements LayerShape {
        @Override
        public Layer layer() {
            return new BatchNorm2d(channels);
        }

        @Override
        public long[] input() {
            return new long[] {images(height, width), channels, height, width};
        }

        @Override
        public String name() {
            return "batch norm of " + channels;
        }
    }

    /** {@link MaxPool2d} and {@link AvgPool2d}. */
    record Pool(Reduce reduce, int channels, int kernel, int stride, int padding, boolean ceil, int height, int width)
            implements LayerShape {
        @Override
        public Layer layer() {
            if (reduce == Reduce.MAX) {
                return ceil ? MaxPool2d.roundingUp(kernel, stride) : new MaxPool2d(kernel, stride, padding);
            }
            return ceil ? AvgPool2d.roundingUp(kernel, stride) : new AvgPool2d(kernel, stride, padding);
        }

        @Override
        public long[] input() {
            return new long[] {images(height, width), channels, height, width};
        }

        @Override
        public String name() {
            return (reduce == Reduce.MAX ? "max" : "average") + " pooling, kernel " + kernel + ", stride " + stride
                    + (padding == 0 ? "" : ", padding " + padding) + (ceil ? ", rounding up" : "");
        }
    }

    /** {@link AdaptiveAvgPool2d} and {@link AdaptiveMaxPool2d}; {@code null} keeps the input's extent. */
    record AdaptivePool(Reduce reduce, int channels, Integer rows, Integer columns, int height, int width)
            implements LayerShape {
        @Override
        public Layer layer() {
            return reduce == Reduce.MAX ? new AdaptiveMaxPool2d(rows, columns) : new AdaptiveAvgPool2d(rows, columns);
        }

        @Override
        public long[] input() {
            return new long[] {images(height, width), channels, height, width};
        }

        @Override
        public String name() {
            return (reduce == Reduce.MAX ? "max" : "average") + " pooling to " + extent(rows) + " x " + extent(columns);
        }

        private static String extent(Integer extent) {
            return extent == null ? "all" : extent.toString();
        }
    }

    private static String geometry(Conv2d.Options o) {
        return o.in() + " to " + o.out() + ", kernel " + o.kernel()
                + unless(1, "stride", o.stride())
                + unless(0, "padding", o.padding())
                + unless(1, "dilation", o.dilation())
                + unless(1, "groups", o.groups())
                + (o.bias() ? ", bias" : "");
    }

    private static String unless(int usual, String name, int value) {
        return value == usual ? "" : ", " + name + " " + value;
    }
}
