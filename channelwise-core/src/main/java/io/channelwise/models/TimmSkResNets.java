package io.channelwise.models;

import io.channelwise.attention.AttentiveConvolution;
import io.channelwise.attention.TimmSelectiveKernel;
import io.channelwise.models.ResNet.Design;
import java.util.List;

/**
 * Selective kernels as timm lays them out, {@link TimmSelectiveKernel}: {@code skresnet} splits the input between the
 * paths, {@code skresnext50_32x4d} does not and is the paper's SKNet-50 of 27,479,784 parameters.
 */
final class TimmSkResNets {

    private static final int CARDINALITY = 32;

    private TimmSkResNets() {}

    static List<ModelEntry> entries() {
        ResidualBlock.Factory basic = (in, width, stride) -> new TimmSkBasicBlock(in, width, stride, split(8, 16));
        ResidualBlock.Factory bottleneck = (in, width, stride) ->
                new TimmSkBottleneck(in, width, width, stride, Shortcut.PROJECTION, split(16, 8));
        return List.of(
                entry("skresnet18", Design.imageNet(basic, 2, 2, 2, 2)),
                entry("skresnet34", Design.imageNet(basic, 3, 4, 6, 3)),
                entry("skresnet50", Design.imageNet(bottleneck, 3, 4, 6, 3)),
                skresnet50d(),
                skresnext50());
    }

    /** With the stem and the shortcuts of ResNet-D, arXiv 1812.01187: 25.82 M parameters. */
    private static ModelEntry skresnet50d() {
        ResidualBlock.Factory block = (in, width, stride) ->
                new TimmSkBottleneck(in, width, width, stride, Shortcut.POOLED_PROJECTION, split(16, 8));
        return entry("skresnet50d", Design.imageNet(block, 3, 4, 6, 3).stem(Stem.DEEP));
    }

    private static ModelEntry skresnext50() {
        ResidualBlock.Factory block = (in, width, stride) ->
                new TimmSkBottleneck(in, 2 * width, width, stride, Shortcut.PROJECTION, TimmSkResNets::grouped);
        return entry("skresnext50_32x4d", Design.imageNet(block, 3, 4, 6, 3));
    }

    private static AttentiveConvolution split(int reduction, int divisor) {
        return (in, out, stride) ->
                new TimmSelectiveKernel(new TimmSelectiveKernel.Options(in, out, stride, 1, reduction, divisor, true));
    }

    private static TimmSelectiveKernel grouped(int in, int out, int stride) {
        return new TimmSelectiveKernel(new TimmSelectiveKernel.Options(in, out, stride, CARDINALITY, 16, 32, false));
    }

    private static ModelEntry entry(String name, Design design) {
        return new ModelEntry(name, SkNets.PAPER, 224, design);
    }
}
