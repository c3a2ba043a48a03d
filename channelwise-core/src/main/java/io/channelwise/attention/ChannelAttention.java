package io.channelwise.attention;

import io.channelwise.nn.Layer;

/** Reweights the channels of a feature map: {@code [N, C, H, W]} to the same shape. */
public abstract class ChannelAttention extends Layer {

    /** Makes the attention for a feature map of so many channels; any residual block takes one. */
    @FunctionalInterface
    public interface Factory {

        /** The attention for {@code [N, channels, H, W]}. */
        ChannelAttention create(int channels);
    }
}
