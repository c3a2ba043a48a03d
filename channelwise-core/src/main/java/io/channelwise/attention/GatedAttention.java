package io.channelwise.attention;

import static io.channelwise.nn.Functions.scale;
import static io.channelwise.nn.Functions.scaleInPlace;

import org.bytedeco.pytorch.Tensor;

/** Channel attention by one product: {@code x * gates(x)}. */
abstract class GatedAttention extends ChannelAttention {

    /** As {@link io.channelwise.nn.Functions#scale} takes them. */
    protected abstract Tensor gates(Tensor x);

    @Override
    protected final Tensor forward(Tensor x) {
        return scale(x, gates(x));
    }

    @Override
    protected final Tensor forwardInPlace(Tensor x) {
        return scaleInPlace(x, gates(x));
    }
}
