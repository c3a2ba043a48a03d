package io.channelwise.models;

import io.channelwise.attention.AttentiveConvolution;
import io.channelwise.attention.SelectiveKernel;
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

    private SkNets() {}

    static List<ModelEntry> entries() {
        return List.of(
                entry("sknet26", 2, 2, 2, 2), entry("sknet50", 3, 4, 6, 3), entry("sknet101", 3, 4, 23, 3), sknet29());
    }

    private static ModelEntry entry(String name, Integer... depths) {
        ResidualBlock.Factory block = (in, width, stride) -> new AttentiveBottleneck(
                in, 2 * width, Bottleneck.EXPANSION * width, stride, kernel(SelectiveKernelOptions.paper(2 * width)));
        return new ModelEntry(name, PAPER, 224, Design.imageNet(block, depths));
    }

    /**
     * The CIFAR network of section 4.3 over ResNeXt-29, 16x32d. The paper gives its 27.7 M parameters but not its
     * kernels and reduction; branches of 1x1 and 3x3 with d = max(C / 32, 16) have 27.74 M with ten classes.
     */
    private static ModelEntry sknet29() {
        ResidualBlock.Factory block =
                (in, width, stride) -> new AttentiveBottleneck(in, width, width / 2, stride, kernel(cifar(width)));
        Design design = Design.cifar(Stem.CIFAR_WIDE, List.of(512, 1024, 2048), 3, block);
        return new ModelEntry("sknet29", PAPER, 32, design);
    }

    private static SelectiveKernelOptions cifar(int width) {
        return SelectiveKernelOptions.paper(width)
                .smallestKernel(1)
                .groups(16)
                .reduction(32)
                .minimum(16);
    }

    /** A selective kernel by its options but for what the block decides. */
    static AttentiveConvolution kernel(SelectiveKernelOptions options) {
        return (in, out, stride) -> new SelectiveKernel(options.in(in).stride(stride));
    }
}
