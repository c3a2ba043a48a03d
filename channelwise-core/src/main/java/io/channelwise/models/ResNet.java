package io.channelwise.models;

import static io.channelwise.nn.Functions.flatten;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Dropout;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Linear;
import io.channelwise.nn.Sequential;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * A residual network, He et al. 2015 (arXiv 1512.03385): a stem, stages of residual blocks that each halve the extent
 * but for the first, average pooling and a linear layer. {@code [N, channels, H, W]} to logits {@code [N, classes]}, for
 * any extent from 32x32 on. State-dict keys are torchvision's.
 */
public final class ResNet extends Network {

    /**
     * What distinguishes one residual network from another.
     *
     * @param stem what stands before the stages
     * @param widths of the stages, as their blocks take them
     * @param depths of the stages in blocks
     * @param block makes a block
     * @param head the name of the linear layer, {@code fc} in torchvision
     * @param dropout the rate before the linear layer, 0 for none
     */
    record Design(
            Stem stem,
            List<Integer> widths,
            List<Integer> depths,
            ResidualBlock.Factory block,
            String head,
            double dropout)
            implements ModelEntry.Factory {

        Design {
            Arguments.require(widths.size() == depths.size(), "depths", depths, widths.size() + " of them");
        }

        /** For ImageNet: stages of 64, 128, 256 and 512 channels, times the block's expansion, and the head fc. */
        static Design imageNet(ResidualBlock.Factory block, Integer... depths) {
            return new Design(Stem.IMAGENET, List.of(64, 128, 256, 512), List.of(depths), block, "fc", 0);
        }

        /** For CIFAR: three stages of the same depth, and the head fc. */
        static Design cifar(Stem stem, List<Integer> widths, int depth, ResidualBlock.Factory block) {
            return new Design(stem, widths, Collections.nCopies(widths.size(), depth), block, "fc", 0);
        }

        /** The same with another stem. */
        Design stem(Stem other) {
            return new Design(other, widths, depths, block, head, dropout);
        }

        /** The same with another name of the linear layer. */
        Design head(String other) {
            return new Design(stem, widths, depths, block, other, dropout);
        }

        /** The same with dropout before the linear layer. */
        Design dropout(double rate) {
            return new Design(stem, widths, depths, block, head, rate);
        }

        @Override
        public Network create(int channels, int classes) {
            return new ResNet(this, channels, classes);
        }

        @Override
        public Optional<ModelEntry.Factory> with(AttentionEntry attention) {
            return block.with(attention).map(attentive -> new Design(stem, widths, depths, attentive, head, dropout));
        }
    }

    private final Design design;
    private final int channels;
    private final List<Layer> trunk = new ArrayList<>();
    private final Layer avgpool;
    private final Layer dropout;
    private final Linear fc;

    private ResNet(Design design, int channels, int classes) {
        this.design = design;
        this.channels = Arguments.positive("channels", channels);
        Arguments.positive("classes", classes);
        design.stem.layers(channels).forEach((name, layer) -> trunk.add(child(name, layer)));
        int width = addStages(design.stem.width());
        avgpool = child("avgpool", new AdaptiveAvgPool2d(1));
        dropout = design.dropout > 0 ? child("dropout", new Dropout(design.dropout)) : Sequential.of();
        fc = child(design.head, new Linear(width, classes));
    }

    private int addStages(int in) {
        int width = in;
        for (int stage = 0; stage < design.depths.size(); stage++) {
            List<ResidualBlock> blocks = new ArrayList<>();
            for (int i = 0; i < design.depths.get(stage); i++) {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                ResidualBlock block = design.block.create(width, design.widths.get(stage), stride);
                width = block.out();
                blocks.add(block);
            }
            trunk.add(child("layer" + (stage + 1), Sequential.of(blocks)));
        }
        return width;
    }

    @Override
    protected Tensor extract(Tensor x) {
        Arguments.images(this, x, channels);
        return through(x, trunk);
    }

    @Override
    protected Tensor classify(Tensor features) {
        return through(flatten(avgpool.call(features)), dropout, fc);
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int classes() {
        return fc.out();
    }

    @Override
    public String headName() {
        return design.head;
    }

    @Override
    public List<String> stageNames() {
        return IntStream.rangeClosed(1, design.depths.size())
                .mapToObj(i -> "layer" + i)
                .toList();
    }

    @Override
    List<BatchNorm2d> lastNorms() {
        return layers().values().stream()
                .filter(ResidualBlock.class::isInstance)
                .map(block -> ((ResidualBlock) block).lastNorm())
                .toList();
    }

    @Override
    public String toString() {
        return "ResNet(" + channels + " channels, " + classes() + " classes)";
    }
}
