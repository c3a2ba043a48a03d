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
import io.channelwise.nn.ConvNorm;
import io.channelwise.nn.Layer;
import io.channelwise.nn.LayerList;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Selective kernel convolution, Li et al. 2019 (arXiv 1903.06586), section 3.1, as timm lays it out: two paths of 3x3
 * convolutions, the second of dilation 2. {@code [N, in, H, W]} to {@code [N, out, H / stride, W / stride]} rounded up.
 *
 * <p>With {@code splitInput} each path sees its own half of the channels, which keeps a network without groups as small
 * as a plain one; this is timm's and not the paper's.
 */
public final class TimmSelectiveKernel extends Layer {

    private static final int PATHS = 2;

    private final Options options;
    private final LayerList paths;
    private final Layer attention;

    /**
     * What it is made of.
     *
     * @param in input channels; even where the input is split
     * @param out output channels
     * @param stride of every path in pixels
     * @param groups of every path
     * @param reduction r, from 1 to {@code out}
     * @param divisor the length of the fused vector is {@code out / reduction} rounded to a multiple of it
     * @param splitInput whether each path sees its own half of the channels
     */
    public record Options(int in, int out, int stride, int groups, int reduction, int divisor, boolean splitInput) {

        public Options {
            Arguments.positive("in", in);
            Arguments.divisible("in", in, "paths", splitInput ? PATHS : 1);
            Arguments.positive("out", out);
            Arguments.positive("stride", stride);
            Arguments.positive("groups", groups);
            Arguments.between("reduction", reduction, 1, out);
            Arguments.positive("divisor", divisor);
        }

        private int fused() {
            return Widths.rounded((double) out / reduction, divisor, divisor);
        }

        private int pathInput() {
            return splitInput ? in / PATHS : in;
        }
    }

    /** By its options. */
    public TimmSelectiveKernel(Options options) {
        this.options = options;
        this.paths = child("paths", new LayerList(List.of(path(options, 1), path(options, 2))));
        this.attention = child("attn", attention(options));
    }

    private static Layer path(Options options, int dilation) {
        return ConvNorm.activated(Conv2d.options(options.pathInput(), options.out, 3)
                .stride(options.stride)
                .padding(dilation)
                .dilation(dilation)
                .groups(options.groups));
    }

    private static Layer attention(Options options) {
        Conv2d.Options reduce = Conv2d.options(options.out, options.fused(), 1);
        Conv2d.Options select = Conv2d.options(options.fused(), PATHS * options.out, 1);
        Map<String, Layer> layers = new LinkedHashMap<>();
        layers.put("avg_pool", new AdaptiveAvgPool2d(1));
        layers.put("fc_reduce", new Conv2d(reduce.withoutBias()));
        layers.put("bn", new BatchNorm2d(options.fused()));
        layers.put("act", ReLU.inPlace());
        layers.put("fc_select", new Conv2d(select.withoutBias()));
        return Sequential.named(layers);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, options.in);
        List<Tensor> u = options.splitInput ? paths.callEach(split(x, 1, PATHS)) : paths.callEach(x);
        Tensor z = attention.call(sumToAverage(u));
        Tensor gates = softmax(reshape(z, -1, PATHS, options.out, 1, 1), 1);
        return blend(gates, u);
    }

    @Override
    public String toString() {
        return "TimmSelectiveKernel(" + options.in + ", " + options.out + ")";
    }
}
