package io.channelwise.models;

import static io.channelwise.nn.Functions.flatten;

import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Linear;
import io.channelwise.nn.ReLU;
import io.channelwise.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
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
     */
    record Design(Stem stem, List<Integer> widths, List<Integer> depths, ResidualBlock.Factory block, String head) {

        Design {
            Arguments.require(widths.size() == depths.size(), "depths", depths, widths.size() + " of them");
        }
    }

    private final Design design;
    private final int channels;
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Layer relu = child("relu", ReLU.inPlace());
    private final Layer maxpool;
    private final List<Sequential> stages = new ArrayList<>();
    private final Layer avgpool = child("avgpool", new AdaptiveAvgPool2d(1));
    private final Linear fc;

    ResNet(Design design, int channels, int classes) {
        this.design = design;
        this.channels = Arguments.positive("channels", channels);
        Arguments.positive("classes", classes);
        conv1 = child("conv1", design.stem.convolution(channels));
        bn1 = child("bn1", new BatchNorm2d(design.stem.width()));
        maxpool = child("maxpool", design.stem.pool());
        int width = addStages(design.stem.width());
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
            stages.add(child("layer" + (stage + 1), Sequential.of(blocks)));
        }
        return width;
    }

    @Override
    protected Tensor extract(Tensor x) {
        Arguments.images(this, x, channels);
        return through(through(x, conv1, bn1, relu, maxpool), stages);
    }

    @Override
    protected Tensor classify(Tensor features) {
        return fc.call(flatten(avgpool.call(features)));
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
        return IntStream.rangeClosed(1, stages.size())
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
