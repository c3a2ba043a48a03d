package io.channelwise.runtime;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Copies from the processor to where a network computes.
 *
 * <p>On a GPU a copy is queued behind what the GPU is at, and nobody waits for it. It reads page-locked memory, which
 * libtorch hands out again only when the copy is done; from other memory each copy would wait for all that was queued.
 */
public final class Transfer {

    static {
        Engine.start();
    }

    private Transfer() {}

    /** A tensor of the processor on a device; itself if that is the processor. */
    public static Tensor to(Device device, Tensor tensor) {
        if (device.is_cpu()) {
            return tensor;
        }
        try (Scope scope = new Scope()) {
            return scope.keep(queued(device, tensor.pin_memory()));
        }
    }

    /** A uint8 tensor with a copy of these unsigned bytes, row-major, on a device. */
    public static Tensor bytes(Device device, byte[] values, long... shape) {
        long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "values: " + values.length + " for the shape " + Arrays.toString(shape) + "; it holds " + size);
        }
        try (Scope scope = new Scope()) {
            Tensor staged = device.is_cpu() ? Tensors.empty(ScalarType.Byte, shape) : pageLocked(shape);
            new BytePointer(staged.data_ptr()).put(values, 0, values.length);
            return scope.keep(device.is_cpu() ? staged : queued(device, staged));
        }
    }

    private static Tensor pageLocked(long... shape) {
        TensorOptions options = new TensorOptions(ScalarType.Byte).pinned_memory(new BoolOptional(true));
        return torch.torch_empty(shape, options, new MemoryFormatOptional());
    }

    private static Tensor queued(Device device, Tensor staged) {
        return staged.to(device, staged.scalar_type(), true, false, new MemoryFormatOptional());
    }
}
