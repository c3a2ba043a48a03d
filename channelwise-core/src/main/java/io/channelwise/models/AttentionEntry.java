package io.channelwise.models;

import io.channelwise.attention.AttentiveConvolution;
import io.channelwise.attention.ChannelAttention;

/**
 * A name of the registry of attentions, and where such attention stands in a residual block: either a gate after the last
 * batch norm, or a convolution in place of a 3x3 one (the second of a bottleneck, the first of a basic block).
 *
 * @param name as users type it
 * @param paper title and arXiv number of where it is from
 * @param gate makes the gate, or {@code null}
 * @param convolution makes the convolution, or {@code null}
 */
public record AttentionEntry(
        String name, String paper, ChannelAttention.Factory gate, AttentiveConvolution convolution) {

    static AttentionEntry gate(String name, String paper, ChannelAttention.Factory factory) {
        return new AttentionEntry(name, paper, factory, null);
    }

    static AttentionEntry convolution(String name, String paper, AttentiveConvolution factory) {
        return new AttentionEntry(name, paper, null, factory);
    }
}
