package io.channelwise.attention;

import static io.channelwise.nn.Functions.blend;
import static io.channelwise.nn.Functions.reshape;
import static io.channelwise.nn.Functions.softmax;
import static io.channelwise.nn.Functions.split;
import static io.channelwise.nn.Functions.sumToAverage;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.SelfContained;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Split attention of ResNeSt, Zhang et al. 2020 (arXiv 2004.08955), section 3.1, with cardinality 1: a 3x3 convolution
 * makes {@code radix} splits of the output, and a softmax over the splits weighs them in each channel, {@code sum_r a_r *
 * u_r}. {@code [N, in, H, W]} to {@code [N, out, H / stride, W / stride]} rounded up. Keys are timm's.
 */
public final class SplitAttention extends Layer implements SelfContained {

    private final int in;
    private final int out;
    private final int radix;
    private final Layer conv;
    private final Layer bn0;
    private final Layer relu = child("act", ReLU.inPlace());
    private final Layer squeeze = child("avg_pool", new AdaptiveAvgPool2d(1));
    private final Layer fc1;
    private final Layer bn1;
    private final Layer fc2;

    /** With the radix 2 of ResNeSt-50; {@code in} is even. */
    public SplitAttention(int in, int out, int stride) {
        this(in, out, stride, 2);
    }

    /**
     * With another radix.
     *
     * @param in input channels, a multiple of the radix
     * @param out output channels
     * @param stride in pixels
     * @param radix the number of splits, 2 or more
     */
    public SplitAttention(int in, int out, int stride, int radix) {
        this.in = Arguments.positive("in", in);
        this.out = Arguments.positive("out", out);
        Arguments.positive("stride", stride);
        this.radix = Arguments.atLeast("radix", radix, 2);
        Arguments.divisible("in", in, "radix", radix);
        int hidden = Widths.rounded(in * radix / 4.0, 8, 32);
        conv = child("conv", splits(stride));
        bn0 = child("bn0", new BatchNorm2d(out * radix));
        fc1 = child("fc1", new Conv2d(Conv2d.options(out, hidden, 1)));
        bn1 = child("bn1", new BatchNorm2d(hidden));
        fc2 = child("fc2", new Conv2d(Conv2d.options(hidden, out * radix, 1)));
    }

    private Conv2d splits(int stride) {
        return new Conv2d(Conv2d.options(in, out * radix, 3)
                .stride(stride)
                .padding(1)
                .groups(radix)
                .withoutBias());
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, in);
        Tensor y = through(x, conv, bn0, relu);
        List<Tensor> u = split(y, 1, radix);
        Tensor z = through(sumToAverage(u), squeeze, fc1, bn1, relu, fc2);
        Tensor gates = softmax(reshape(z, -1, radix, out, 1, 1), 1);
        return blend(gates, u);
    }

    @Override
    public String toString() {
        return "SplitAttention(" + in + ", " + out + ")";
    }
}
