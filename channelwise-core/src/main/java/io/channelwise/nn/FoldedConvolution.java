package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A convolution and the batch norm after it with kernels scaled once, and in the type in which they are computed: on a GPU a
 * cast, or a scaling, at every call is one more kernel to launch, of which small ones cost as much as large.
 */
final class FoldedConvolution implements AutoCloseable {

    private final Conv2d.Options options;
    private final Tensor kernels;
    private final Tensor shifts;

    /** With the weights and running statistics of now, to compute in a type. */
    FoldedConvolution(Conv2d.Options options, Folding folded, ScalarType type) {
        this.options = options;
        this.kernels = owned(folded.kernels().to(type));
        this.shifts = owned(folded.shifts().to(type));
    }

    /** The type in which this thread computes convolutions on a GPU. */
    static ScalarType typeOnGpu() {
        return torch.is_autocast_enabled(DeviceType.CUDA)
                ? torch.get_autocast_dtype(DeviceType.CUDA)
                : ScalarType.Float;
    }

    boolean isOf(ScalarType type) {
        return kernels.scalar_type().intern() == type;
    }

    /** {@code norm(conv(x))}, or {@code relu(norm(conv(x)))}, in the type of the kernels. */
    Tensor call(Tensor x, boolean relu) {
        Tensor alike = Functions.inTypeOf(kernels, x);
        Tensor y = TrainingConvolution.plain(options, alike, kernels, shifts, 1);
        return relu ? y.relu_() : y;
    }

    @Override
    public void close() {
        kernels.deallocate();
        shifts.deallocate();
    }

    private static Tensor owned(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }
}
