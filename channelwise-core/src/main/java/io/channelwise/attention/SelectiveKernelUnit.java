package io.channelwise.attention;

import io.channelwise.nn.Arguments;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.FloatFunctional;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.Sequential;
import org.bytedeco.pytorch.Tensor;

/**
 * The residual unit of SKNet as the SK notes write it: 1x1 convolution, {@link SelectiveKernel}, 1x1 convolution, and a
 * shortcut, {@code relu(shortcut(x) + F(x))}.
 *
 * <p>With {@code in == out} it keeps the extent, {@code [N, C, H, W]} to the same, with half the width inside. Otherwise
 * it halves the extent, {@code [N, in, H, W]} to {@code [N, out, H / 2, W / 2]} rounded up, with the input's width
 * inside and a projecting shortcut.
 */
public final class SelectiveKernelUnit extends Layer {

    private final int in;
    private final int out;
    private final Layer shortcut;
    private final Layer reduce;
    private final Layer select;
    private final Layer expand;
    private final FloatFunctional relu = child("relu", new FloatFunctional());

    /** The channels of input and output, 4 or more each inside (8 where they are equal). */
    public SelectiveKernelUnit(int in, int out) {
        this.in = Arguments.positive("in", in);
        this.out = Arguments.positive("out", out);
        boolean halve = in != out;
        int width = halve ? in : in / 2;
        Arguments.require(width >= 4, "in", in, halve ? "4 or more" : "8 or more where it equals out");
        int stride = halve ? 2 : 1;
        shortcut = child("shortcut", halve ? projection(in, out, stride) : Sequential.of());
        reduce = child("conv1", Sequential.of(pointwise(in, width, 1), new BatchNorm2d(width), ReLU.inPlace()));
        select = child("conv2", Sequential.of(selectiveKernel(width, stride), new BatchNorm2d(width), ReLU.inPlace()));
        expand = child("conv3", Sequential.of(pointwise(width, out, 1), new BatchNorm2d(out)));
    }

    private static Layer projection(int in, int out, int stride) {
        return Sequential.of(pointwise(in, out, stride), new BatchNorm2d(out));
    }

    private static Layer pointwise(int in, int out, int stride) {
        return new Conv2d(Conv2d.options(in, out, 1).stride(stride).withoutBias());
    }

    private static Layer selectiveKernel(int width, int stride) {
        return new SelectiveKernel(SelectiveKernelOptions.of(width).stride(stride));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, in);
        Tensor residual = through(x, reduce, select, expand);
        return relu.addRelu(shortcut.call(x), residual);
    }

    @Override
    public String toString() {
        return "SelectiveKernelUnit(" + in + ", " + out + ")";
    }
}
