package io.channelwise.models;

import io.channelwise.attention.ChannelAttention;
import java.util.Optional;

/**
 * What may differ between bottlenecks: start from {@link #PLAIN}.
 *
 * @param cardinality groups of the 3x3 convolution; 1 by default
 * @param baseWidth channels of each group in a block of width 64; 64 by default
 * @param reduceFirst by how much the first 1x1 convolution is narrower than the 3x3 one; 1 by default
 * @param strideFirst whether the stride is in the first 1x1 convolution, as in Caffe, and not in the 3x3, as in
 *     torchvision; false by default
 * @param shortcut where the shape changes; projecting by default
 * @param attention after the last batch norm; none by default
 */
record BottleneckOptions(
        int cardinality,
        int baseWidth,
        int reduceFirst,
        boolean strideFirst,
        Shortcut shortcut,
        BlockAttention attention)
        implements ResidualBlock.Factory {

    static final BottleneckOptions PLAIN =
            new BottleneckOptions(1, 64, 1, false, Shortcut.PROJECTION, BlockAttention.NONE);

    /** The same with groups, {@code 32x4d}: Xie et al. 2017 (arXiv 1611.05431). */
    BottleneckOptions groups(int cardinality, int baseWidth) {
        return new BottleneckOptions(cardinality, baseWidth, reduceFirst, strideFirst, shortcut, attention);
    }

    /** The same with a narrower first convolution. */
    BottleneckOptions reduceFirst(int by) {
        return new BottleneckOptions(cardinality, baseWidth, by, strideFirst, shortcut, attention);
    }

    /** The same with the stride in the first convolution. */
    BottleneckOptions withStrideFirst() {
        return new BottleneckOptions(cardinality, baseWidth, reduceFirst, true, shortcut, attention);
    }

    /** The same with other shortcuts. */
    BottleneckOptions shortcut(Shortcut kind) {
        return new BottleneckOptions(cardinality, baseWidth, reduceFirst, strideFirst, kind, attention);
    }

    /** The same with attention under a name. */
    BottleneckOptions attention(String key, ChannelAttention.Factory factory) {
        BlockAttention added = new BlockAttention(key, factory);
        return new BottleneckOptions(cardinality, baseWidth, reduceFirst, strideFirst, shortcut, added);
    }

    /** The channels of the 3x3 convolution in a block of a width. */
    int inner(int width) {
        return width * baseWidth / 64 * cardinality;
    }

    @Override
    public ResidualBlock create(int in, int width, int stride) {
        return new Bottleneck(in, width, stride, this);
    }

    @Override
    public Optional<ResidualBlock.Factory> with(AttentionEntry entry) {
        if (!equals(PLAIN)) {
            return Optional.empty();
        }
        return Optional.of(entry.convolution() == null ? attention("se", entry.gate()) : attentive(entry));
    }

    private static ResidualBlock.Factory attentive(AttentionEntry entry) {
        return (in, width, stride) ->
                new AttentiveBottleneck(in, width, Bottleneck.EXPANSION * width, stride, entry.convolution());
    }
}
