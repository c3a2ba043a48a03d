package io.channelwise.train;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.inference.Placement;
import io.channelwise.nn.Arguments;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Precision;

/**
 * Where and how a run computes. Results differ from one computation to another by rounding, so a run keeps its own.
 *
 * @param device {@code cpu} or {@code cuda}
 * @param memoryFormat how activations lie in memory
 * @param precision of convolutions and matrix products
 * @param qat whether passes, in training and in tests, are rounded as the int8 export rounds them, see
 *     {@link io.channelwise.quantization.Int8Rounding}; in float32 alone
 */
public record Computation(String device, MemoryLayout memoryFormat, Precision precision, boolean qat) {

    /** On the processor, channels-last, in float32. */
    public static final Computation CPU = new Computation("cpu", MemoryLayout.CHANNELS_LAST, Precision.FLOAT32, false);

    public Computation {
        Arguments.require(!qat || precision == Precision.FLOAT32, "precision", precision, "float32 with qat");
    }

    /** The same in another memory format. */
    Computation with(MemoryLayout format) {
        return new Computation(device, format, precision, qat);
    }

    /**
     * The place on this machine.
     *
     * @throws IllegalArgumentException if it has no such device
     */
    Placement placement() {
        return new Placement(ComputeDevice.of(device), memoryFormat, precision);
    }
}
