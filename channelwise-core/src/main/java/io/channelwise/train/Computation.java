package io.channelwise.train;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.inference.Placement;
import io.channelwise.models.Network;
import io.channelwise.nn.AdaptiveMaxPool2d;
import io.channelwise.nn.Arguments;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Determinism;
import io.channelwise.runtime.Precision;

/**
 * Where and how a run computes. Results differ from one computation to another by rounding, so a run keeps its own.
 *
 * @param device {@code cpu} or {@code cuda}
 * @param memoryFormat how activations lie in memory
 * @param precision of convolutions and matrix products
 * @param qat whether passes, in training and in tests, are rounded as the int8 export rounds them, see
 *     {@link io.channelwise.quantization.Int8Rounding}; in float32 alone
 * @param deterministic whether a GPU computes the same numbers each time, see {@link Determinism}
 */
public record Computation(
        String device, MemoryLayout memoryFormat, Precision precision, boolean qat, boolean deterministic) {

    /** On the processor, channels-last, in float32. */
    public static final Computation CPU = new Computation("cpu", MemoryLayout.CHANNELS_LAST, Precision.FLOAT32, false);

    /** A GPU computes as fast as it can. */
    public Computation(String device, MemoryLayout memoryFormat, Precision precision, boolean qat) {
        this(device, memoryFormat, precision, qat, false);
    }

    public Computation {
        Arguments.require(!qat || precision == Precision.FLOAT32, "precision", precision, "float32 with qat");
    }

    /** The same in another memory format. */
    Computation with(MemoryLayout format) {
        return new Computation(device, format, precision, qat, deterministic);
    }

    /**
     * That the network can be computed so.
     *
     * @throws IllegalArgumentException if it is to repeat itself on a GPU, and has an operation that cannot
     */
    void requirePossible(Network network) {
        boolean repeatable = network.layers().values().stream().noneMatch(AdaptiveMaxPool2d.class::isInstance);
        boolean repeats = deterministic && !device.equals(ComputeDevice.CPU.toString());
        Arguments.require(
                repeatable || !repeats,
                "deterministic",
                deterministic,
                "false on a GPU for a network with"
                        + " adaptive maximum pooling, such as cbam's, whose gradient libtorch adds up in any order");
    }

    /** Whether batches are best made as bytes, see {@link Placement#takesBytes}. */
    boolean takesBytes() {
        return !device.equals(ComputeDevice.CPU.toString());
    }

    /**
     * The place on this machine.
     *
     * @throws IllegalArgumentException if it has no such device
     */
    Placement placement() {
        ComputeDevice where = ComputeDevice.of(device);
        if (deterministic && !where.isCpu()) {
            Determinism.require();
        }
        return new Placement(where, memoryFormat, precision);
    }
}
