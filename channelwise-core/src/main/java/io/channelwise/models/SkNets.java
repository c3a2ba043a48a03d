package io.channelwise.models;

import io.channelwise.attention.SelectiveKernelOptions;
import io.channelwise.models.ResNet.Design;
import java.util.List;

/**
 * SKNet, Li et al. 2019 (arXiv 1903.06586), table 1: ResNeXt of 32 groups and 4 channels each (32x4d) whose 3x3
 * convolutions are selective kernels SK[2, 32, 16] with L = 32. {@code sknet50} has the paper's 27.5 M parameters,
 * 27,479,784 exactly.
 */
final class SkNets {

    static final String PAPER = "Selective Kernel Networks, arXiv 1903.06586";
    private static final List<Integer> WIDTHS = List.of(128, 256, 512, 1024);

    private SkNets() {}

    static List<ModelEntry> entries() {
        return List.of(
                entry("sknet26", 2, 2, 2, 2), entry("sknet50", 3, 4, 6, 3), entry("sknet101", 3, 4, 23, 3), sknet29());
    }

    private static ModelEntry entry(String name, Integer... depths) {
        ResidualBlock.Factory block = (in, width, stride) ->
                new SelectiveKernelBottleneck(in, width, 2 * width, stride, SelectiveKernelOptions.paper(width));
        Design design = new Design(Stem.IMAGENET, WIDTHS, List.of(depths), block, "fc");
        return new ModelEntry(name, PAPER, 224, (channels, classes) -> new ResNet(design, channels, classes));
    }

    /**
     * The CIFAR network of section 4.3 over ResNeXt-29, 16x32d. The paper gives its 27.7 M parameters but not its
     * kernels and reduction; branches of 1x1 and 3x3 with d = max(C / 32, 16) have 27.74 M with ten classes.
     */
    private static ModelEntry sknet29() {
        ResidualBlock.Factory block = (in, width, stride) -> new SelectiveKernelBottleneck(
                in,
                width,
                width / 2,
                stride,
                SelectiveKernelOptions.paper(width)
                        .smallestKernel(1)
                        .groups(16)
                        .reduction(32)
                        .minimum(16));
        Design design = new Design(Stem.CIFAR_WIDE, List.of(512, 1024, 2048), List.of(3, 3, 3), block, "fc");
        return new ModelEntry("sknet29", PAPER, 32, (channels, classes) -> new ResNet(design, channels, classes));
    }
}
