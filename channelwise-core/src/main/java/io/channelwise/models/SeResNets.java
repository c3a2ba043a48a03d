package io.channelwise.models;

import io.channelwise.attention.SqueezeExcitation;
import io.channelwise.models.ResNet.Design;
import java.util.List;

/**
 * SE-ResNet as the SE notes and senet.pytorch write it: torchvision's ResNet with {@link SqueezeExcitation}, reduction
 * 16, under the name {@code se}; its linear layers have no bias, so {@code se_resnet50} has 28,071,976 parameters where
 * the authors' network has 28,088,024.
 */
final class SeResNets {

    static final String PAPER = "Squeeze-and-Excitation Networks, arXiv 1709.01507";

    private SeResNets() {}

    static List<ModelEntry> entries() {
        ResidualBlock.Factory basic = BasicBlock.Options.PLAIN.attention("se", SqueezeExcitation::new);
        ResidualBlock.Factory bottleneck = BottleneckOptions.PLAIN.attention("se", SqueezeExcitation::new);
        return List.of(
                entry("se_resnet18", basic, 2, 2, 2, 2),
                entry("se_resnet34", basic, 3, 4, 6, 3),
                entry("se_resnet50", bottleneck, 3, 4, 6, 3),
                entry("se_resnet101", bottleneck, 3, 4, 23, 3),
                entry("se_resnet152", bottleneck, 3, 8, 36, 3));
    }

    private static ModelEntry entry(String name, ResidualBlock.Factory block, Integer... depths) {
        return new ModelEntry(name, PAPER, 224, Design.imageNet(block, depths));
    }
}
