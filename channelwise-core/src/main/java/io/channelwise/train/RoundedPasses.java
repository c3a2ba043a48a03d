package io.channelwise.train;

import io.channelwise.models.Network;
import io.channelwise.nn.ForwardListener;
import io.channelwise.quantization.ActivationRange;
import io.channelwise.quantization.Int8Rounding;
import java.util.Map;
import java.util.function.Supplier;

/** The forward passes of a run: rounded as int8 rounds if they are to be, else as they are. */
final class RoundedPasses {

    private final boolean rounded;
    private final Int8Rounding rounding = new Int8Rounding();

    RoundedPasses(boolean rounded) {
        this.rounded = rounded;
    }

    /** What the action gives, whose passes of the network move the ranges. */
    <T> T inTraining(Network network, Supplier<T> action) {
        return rounded ? ForwardListener.listen(rounding.observing(network), action) : action.get();
    }

    /** What the action gives, whose passes of the network leave the ranges as they are. */
    <T> T inUse(Network network, Supplier<T> action) {
        return rounded ? ForwardListener.listen(rounding.rounding(network), action) : action.get();
    }

    /** By place; none if nothing is rounded. */
    Map<String, ActivationRange> ranges() {
        return rounding.ranges();
    }

    void restore(Map<String, ActivationRange> ranges) {
        rounding.restore(ranges);
    }
}
