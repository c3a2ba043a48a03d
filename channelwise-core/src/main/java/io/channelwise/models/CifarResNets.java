package io.channelwise.models;

import io.channelwise.attention.SelectiveKernelOptions;
import io.channelwise.attention.SqueezeExcitation;
import io.channelwise.models.ResNet.Design;
import java.util.List;

/**
 * Residual networks of 6n + 2 layers for images of about 32x32, He et al. 2015 (arXiv 1512.03385), section 4.2: stages of
 * n basic blocks with 16, 32 and 64 channels. The plain ones have shortcuts without parameters (option A) and the head
 * {@code linear}; those with attention project, with the head {@code fc}, as senet.pytorch has it.
 */
final class CifarResNets {

    private static final int IMAGE_SIZE = 32;

    private CifarResNets() {}

    static List<ModelEntry> entries() {
        return List.of(
                plain(20),
                plain(32),
                plain(44),
                plain(56),
                plain(110),
                squeezeExcitation(20),
                squeezeExcitation(32),
                squeezeExcitation(44),
                squeezeExcitation(56),
                squeezeExcitation(110),
                selectiveKernel(20),
                selectiveKernel(32),
                selectiveKernel(56));
    }

    private static ModelEntry plain(int layers) {
        ResidualBlock.Factory block = BasicBlock.Options.PLAIN.shortcut(Shortcut.ZERO_PADDED);
        return entry("resnet" + layers, PlainResNets.PAPER, layers, block, "linear");
    }

    private static ModelEntry squeezeExcitation(int layers) {
        ResidualBlock.Factory block = BasicBlock.Options.PLAIN.attention("se", SqueezeExcitation::new);
        return entry("se_resnet" + layers, SeResNets.PAPER, layers, block, "fc");
    }

    /** Two branches and one group, d = max(C / 4, 16): the paper's r = 16 and L = 32 suit wider layers. */
    private static ModelEntry selectiveKernel(int layers) {
        ResidualBlock.Factory block = (in, width, stride) -> new AttentiveBasicBlock(
                in,
                width,
                stride,
                SkNets.kernel(SelectiveKernelOptions.of(width).minimum(16)),
                Shortcut.PROJECTION);
        return entry("sk_resnet" + layers, SkNets.PAPER, layers, block, "fc");
    }

    private static ModelEntry entry(String name, String paper, int layers, ResidualBlock.Factory block, String head) {
        Design design = Design.cifar(Stem.CIFAR, List.of(16, 32, 64), (layers - 2) / 6, block);
        return new ModelEntry(name, paper, IMAGE_SIZE, design.head(head));
    }
}
