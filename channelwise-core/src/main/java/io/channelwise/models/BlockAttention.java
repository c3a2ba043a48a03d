package io.channelwise.models;

import io.channelwise.attention.ChannelAttention;

/** The attention after a block's last batch norm, and its name in the block's tree; {@link #NONE} has none. */
record BlockAttention(String key, ChannelAttention.Factory factory) {

    static final BlockAttention NONE = new BlockAttention("", null);

    boolean isNone() {
        return factory == null;
    }
}
