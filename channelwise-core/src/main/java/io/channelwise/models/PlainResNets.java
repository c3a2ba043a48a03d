package io.channelwise.models;

import io.channelwise.models.ResNet.Design;
import java.util.List;

/**
 * Residual networks without attention, the yardstick; any of {@link Attentions} drops into their blocks. Keys and
 * parameter counts are torchvision's.
 */
final class PlainResNets {

    static final String PAPER = "Deep Residual Learning for Image Recognition, arXiv 1512.03385";

    private PlainResNets() {}

    static List<ModelEntry> entries() {
        return List.of(
                entry("resnet18", BasicBlock.Options.PLAIN, 2, 2, 2, 2),
                entry("resnet34", BasicBlock.Options.PLAIN, 3, 4, 6, 3),
                entry("resnet50", BottleneckOptions.PLAIN, 3, 4, 6, 3),
                entry("resnet101", BottleneckOptions.PLAIN, 3, 4, 23, 3),
                entry("resnet152", BottleneckOptions.PLAIN, 3, 8, 36, 3));
    }

    private static ModelEntry entry(String name, ResidualBlock.Factory block, Integer... depths) {
        return new ModelEntry(name, PAPER, 224, Design.imageNet(block, depths));
    }
}
