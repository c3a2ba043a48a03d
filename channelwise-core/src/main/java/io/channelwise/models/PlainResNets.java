package io.channelwise.models;

import io.channelwise.models.ResNet.Design;
import java.util.List;

/** Residual networks without attention, the yardstick. Keys and parameter counts are torchvision's. */
final class PlainResNets {

    static final String PAPER = "Deep Residual Learning for Image Recognition, arXiv 1512.03385";
    static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

    private PlainResNets() {}

    static List<ModelEntry> entries() {
        return List.of(
                entry("resnet18", BasicBlock::plain, 2, 2, 2, 2),
                entry("resnet34", BasicBlock::plain, 3, 4, 6, 3),
                entry("resnet50", Bottleneck::plain, 3, 4, 6, 3),
                entry("resnet101", Bottleneck::plain, 3, 4, 23, 3),
                entry("resnet152", Bottleneck::plain, 3, 8, 36, 3));
    }

    private static ModelEntry entry(String name, ResidualBlock.Factory block, Integer... depths) {
        Design design = new Design(Stem.IMAGENET, WIDTHS, List.of(depths), block, "fc");
        return new ModelEntry(name, PAPER, 224, (channels, classes) -> new ResNet(design, channels, classes));
    }
}
