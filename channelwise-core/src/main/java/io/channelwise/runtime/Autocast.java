package io.channelwise.runtime;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While open, convolutions and matrix products of this thread compute in a precision, and what needs float32, such as
 * batch norms' statistics and losses, keeps it.
 *
 * <p>A training step opens it around the forward pass and the loss; the backward pass follows in the types of the
 * forward. Weights are cast once a scope, so it must not stay open over an optimiser's step.
 */
public final class Autocast implements AutoCloseable {

    static {
        Engine.start();
    }

    private final DeviceType device;
    private final boolean enabledBefore;
    private final ScalarType typeBefore;

    /** For the operations on a device. */
    public Autocast(Precision precision, ComputeDevice on) {
        device = on.type();
        enabledBefore = torch.is_autocast_enabled(device);
        typeBefore = torch.get_autocast_dtype(device);
        torch.increment_nesting();
        torch.set_autocast_enabled(device, precision == Precision.BFLOAT16);
        torch.set_autocast_dtype(device, ScalarType.BFloat16);
    }

    @Override
    public void close() {
        torch.set_autocast_enabled(device, enabledBefore);
        torch.set_autocast_dtype(device, typeBefore);
        if (torch.decrement_nesting() == 0) {
            torch.clear_cache();
        }
    }
}
