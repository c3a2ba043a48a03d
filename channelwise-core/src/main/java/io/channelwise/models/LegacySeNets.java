package io.channelwise.models;

import io.channelwise.attention.SqueezeExcitationConv;
import io.channelwise.models.ResNet.Design;
import java.util.List;

/**
 * The networks of SENet's authors, Hu et al. 2018 (arXiv 1709.01507), with the names of their PyTorch port and of timm's
 * {@code legacy_} models: C / 16 hidden units, pooling that rounds up, and in SE-ResNets of 50 layers and more the stride
 * in the first 1x1 convolution. {@code legacy_seresnet50} is the paper's, of 28,088,024 parameters and 3.87 GMAC.
 *
 * <p>Those of 18 and 34 layers have one more ReLU, before the attention, as in the port. Dropout stands in SENet-154
 * alone, as with the authors, where timm gives it to all of the family in training.
 */
final class LegacySeNets {

    private LegacySeNets() {}

    static List<ModelEntry> entries() {
        ResidualBlock.Factory basic =
                BasicBlock.Options.PLAIN.withReluLast().attention("se_module", SqueezeExcitationConv::authors);
        BottleneckOptions bottleneck = BottleneckOptions.PLAIN.attention("se_module", SqueezeExcitationConv::authors);
        BottleneckOptions caffe = bottleneck.withStrideFirst();
        BottleneckOptions resNeXt = bottleneck.groups(32, 4);
        return List.of(
                entry("legacy_seresnet18", authors(basic, 2, 2, 2, 2)),
                entry("legacy_seresnet34", authors(basic, 3, 4, 6, 3)),
                entry("legacy_seresnet50", authors(caffe, 3, 4, 6, 3)),
                entry("legacy_seresnet101", authors(caffe, 3, 4, 23, 3)),
                entry("legacy_seresnet152", authors(caffe, 3, 8, 36, 3)),
                entry("legacy_seresnext26_32x4d", authors(resNeXt, 2, 2, 2, 2)),
                entry("legacy_seresnext50_32x4d", authors(resNeXt, 3, 4, 6, 3)),
                entry("legacy_seresnext101_32x4d", authors(resNeXt, 3, 4, 23, 3)),
                senet154(bottleneck));
    }

    /** The winner of ILSVRC 2017, appendix of the paper: 64x4d, half as wide in the first 1x1; 115,088,984 parameters. */
    private static ModelEntry senet154(BottleneckOptions bottleneck) {
        ResidualBlock.Factory block = bottleneck.groups(64, 4).reduceFirst(2).shortcut(Shortcut.PROJECTION_3X3);
        return entry(
                "legacy_senet154",
                authors(block, 3, 8, 36, 3).stem(Stem.AUTHORS_DEEP).dropout(0.2));
    }

    private static Design authors(ResidualBlock.Factory block, Integer... depths) {
        return Design.imageNet(block, depths).stem(Stem.AUTHORS).head("last_linear");
    }

    private static ModelEntry entry(String name, Design design) {
        return new ModelEntry(name, SeResNets.PAPER, 224, design);
    }
}
