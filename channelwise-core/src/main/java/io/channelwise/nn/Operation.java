package io.channelwise.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * One primitive operation of a forward pass, as a {@link ForwardListener} hears it. An in-place operation has the same
 * object as input and output. Weights may be {@code null} where a layer has none.
 */
public sealed interface Operation {

    /** What the operation made. */
    Tensor output();

    /** Two-dimensional convolution of {@code [N, C, H, W]}; the geometry is the layer's. */
    record Convolution(Tensor input, Tensor weight, Tensor bias, Conv2d.Options options, Tensor output)
            implements Operation {}

    /** One-dimensional convolution of {@code [N, C, L]}; the geometry is the layer's, along that one dimension. */
    record Convolution1d(Tensor input, Tensor weight, Tensor bias, Conv2d.Options options, Tensor output)
            implements Operation {}

    /** {@code y = x W^T + b} of {@code [N, in]} to {@code [N, out]}. */
    record Dense(Tensor input, Tensor weight, Tensor bias, Tensor output) implements Operation {}

    /** Batch normalisation of {@code [N, C, H, W]} by channel. */
    record BatchNorm(
            Tensor input,
            Tensor weight,
            Tensor bias,
            Tensor runningMean,
            Tensor runningVar,
            double epsilon,
            Tensor output)
            implements Operation {}

    /** How many values become one. */
    enum Reduce {
        AVERAGE,
        MAX
    }

    /** Pooling by a moving window; average pooling leaves the padding out of its count. */
    record Pool(Reduce reduce, Tensor input, int kernel, int stride, int padding, boolean ceil, Tensor output)
            implements Operation {}

    /** Pooling to a given size; {@code null} keeps the input's extent. */
    record AdaptivePool(Reduce reduce, Tensor input, Integer height, Integer width, Tensor output)
            implements Operation {}

    /** The element-wise functions. */
    enum Function {
        RELU,
        SIGMOID
    }

    /** An element-wise function. */
    record Activation(Function function, Tensor input, Tensor output) implements Operation {}

    /** Softmax along one dimension. */
    record Softmax(Tensor input, int dimension, Tensor output) implements Operation {}

    /** The element-wise functions of two tensors, which broadcast. */
    enum Arithmetic {
        ADD,
        MULTIPLY
    }

    /** An element-wise function of two tensors, which broadcast. */
    record Binary(Arithmetic arithmetic, Tensor left, Tensor right, Tensor output) implements Operation {}

    /** A view in another shape; -1 stands for what remains. */
    record Reshape(Tensor input, List<Long> shape, Tensor output) implements Operation {}

    /** One index of a dimension, which disappears. */
    record Select(Tensor input, int dimension, int index, Tensor output) implements Operation {}

    /** Every {@code step}-th row and column of {@code [N, C, H, W]}. */
    record Subsample(Tensor input, int step, Tensor output) implements Operation {}

    /** Zero channels before and after those of {@code [N, C, H, W]}. */
    record PadChannels(Tensor input, int before, int after, Tensor output) implements Operation {}

    /** {@code length} indices of a dimension, from {@code start}. */
    record Narrow(Tensor input, int dimension, int start, int length, Tensor output) implements Operation {}

    /** Tensors one after the other along a dimension; their other extents are equal. */
    record Concat(List<Tensor> inputs, int dimension, Tensor output) implements Operation {}

    /** The channels of each pixel become one: {@code [N, C, H, W]} to {@code [N, 1, H, W]}. */
    record ReduceChannels(Reduce reduce, Tensor input, Tensor output) implements Operation {}

    /** {@code sqrt(variance + epsilon)} of each channel of each image: {@code [N, C, H, W]} to {@code [N, C, 1, 1]}. */
    record Deviation(Tensor input, double epsilon, Tensor output) implements Operation {}

    /** {@code [N, C, h, w]} to the extent of {@code like}, H x W: output row i is input row {@code floor(i h / H)}, so for columns. */
    record ResizeNearest(Tensor input, Tensor like, Tensor output) implements Operation {}

    /** Values set to zero at random, the others scaled by {@code 1 / (1 - rate)}; heard in training mode only. */
    record Dropout(Tensor input, double rate, Tensor output) implements Operation {}
}
