package io.channelwise.attention;

import static io.channelwise.nn.Functions.resizeNearest;
import static io.channelwise.nn.Functions.sigmoid;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.AvgPool2d;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.SelfContained;
import io.channelwise.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Gather-Excite, Hu et al. 2018 (arXiv 1810.12348), section 3: {@code x * sigmoid(interp(gather(x)))}, where gather
 * describes the surroundings of each place and interp is the nearest neighbour. {@code [N, C, H, W]} to the same shape.
 *
 * <p>GE-theta-minus gathers by averages and has no parameters; GE-theta gathers by strided depthwise convolutions.
 */
public final class GatherExcite extends GatedAttention implements SelfContained {

    private final int channels;
    private final Layer gather;
    private final boolean global;

    private GatherExcite(int channels, Layer gather, boolean global) {
        this.channels = Arguments.positive("channels", channels);
        this.global = global;
        this.gather = child("gather", gather);
    }

    /** GE-theta-minus of global extent: each channel is gated by its own average, without parameters. */
    public static GatherExcite global(int channels) {
        return new GatherExcite(channels, new AdaptiveAvgPool2d(1), true);
    }

    /**
     * GE-theta-minus of an extent e: averages of {@code 2 e - 1} pixels square, at every e-th, without parameters.
     *
     * @param extent e in pixels, 2 or more
     */
    public static GatherExcite averaged(int channels, int extent) {
        Arguments.atLeast("extent", extent, 2);
        return new GatherExcite(channels, new AvgPool2d(2 * extent - 1, extent, extent - 1), false);
    }

    /**
     * GE-theta of an extent e: log2(e) depthwise 3x3 convolutions of stride 2, each with a batch norm, all but the last
     * with a ReLU. Keys are timm's, {@code gather.conv1} and so on.
     *
     * @param extent e in pixels, a power of two from 2 on
     */
    public static GatherExcite learned(int channels, int extent) {
        Arguments.positive("channels", channels);
        boolean power = extent >= 2 && Integer.bitCount(extent) == 1;
        Arguments.require(power, "extent", extent, "a power of two from 2 on");
        int convolutions = Integer.numberOfTrailingZeros(extent);
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (int i = 1; i <= convolutions; i++) {
            layers.put("conv" + i, depthwise(channels));
            layers.put("norm" + i, new BatchNorm2d(channels));
            layers.put("act" + i, ReLU.inPlace());
        }
        layers.remove("act" + convolutions);
        return new GatherExcite(channels, Sequential.named(layers), false);
    }

    private static Conv2d depthwise(int channels) {
        return new Conv2d(Conv2d.options(channels, channels, 3)
                .stride(2)
                .padding(1)
                .groups(channels)
                .withoutBias());
    }

    @Override
    protected Tensor gates(Tensor x) {
        Arguments.images(this, x, channels);
        Tensor gates = sigmoid(gather.call(x));
        return global ? gates : resizeNearest(gates, x);
    }

    @Override
    public String toString() {
        return "GatherExcite(" + channels + ")";
    }
}
