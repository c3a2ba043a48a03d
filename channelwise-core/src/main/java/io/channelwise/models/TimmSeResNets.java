package io.channelwise.models;

import io.channelwise.attention.SqueezeExcitationConv;
import io.channelwise.models.ResNet.Design;
import java.util.List;

/**
 * SE-ResNet and SE-ResNeXt as timm lays them out: torchvision's ResNet with {@link SqueezeExcitationConv} under the name
 * {@code se}, its hidden width rounded to a multiple of 8. {@code seresnet50} has the paper's 28,088,024 parameters;
 * unlike the authors' network its stride is in the 3x3 convolution.
 */
final class TimmSeResNets {

    private TimmSeResNets() {}

    static List<ModelEntry> entries() {
        ResidualBlock.Factory basic = BasicBlock.Options.PLAIN.attention("se", SqueezeExcitationConv::rounded);
        BottleneckOptions bottleneck = BottleneckOptions.PLAIN.attention("se", SqueezeExcitationConv::rounded);
        return List.of(
                entry("seresnet18", Design.imageNet(basic, 2, 2, 2, 2)),
                entry("seresnet34", Design.imageNet(basic, 3, 4, 6, 3)),
                entry("seresnet50", Design.imageNet(bottleneck, 3, 4, 6, 3)),
                entry("seresnet101", Design.imageNet(bottleneck, 3, 4, 23, 3)),
                entry("seresnet152", Design.imageNet(bottleneck, 3, 8, 36, 3)),
                seresnet152d(bottleneck),
                entry("seresnext50_32x4d", Design.imageNet(bottleneck.groups(32, 4), 3, 4, 6, 3)),
                entry("seresnext101_32x4d", Design.imageNet(bottleneck.groups(32, 4), 3, 4, 23, 3)),
                entry("seresnext101_64x4d", Design.imageNet(bottleneck.groups(64, 4), 3, 4, 23, 3)));
    }

    /** With the stem and the shortcuts of ResNet-D, arXiv 1812.01187: 66.84 M parameters. */
    private static ModelEntry seresnet152d(BottleneckOptions bottleneck) {
        ResidualBlock.Factory block = bottleneck.shortcut(Shortcut.POOLED_PROJECTION);
        return entry("seresnet152d", Design.imageNet(block, 3, 8, 36, 3).stem(Stem.DEEP));
    }

    private static ModelEntry entry(String name, Design design) {
        return new ModelEntry(name, SeResNets.PAPER, 224, design);
    }
}
