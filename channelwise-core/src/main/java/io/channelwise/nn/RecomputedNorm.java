package io.channelwise.nn;

import static io.channelwise.runtime.Tensors.optional;

import io.channelwise.runtime.GradientHook;
import io.channelwise.runtime.TensorMemory;
import io.channelwise.runtime.Tensors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The output of a batch norm in training, {@code scale * (x - mean) + bias} with the mean of the batch and the scale that
 * follows from its variance, or ReLU of that; and what makes it again to the last bit.
 */
final class RecomputedNorm implements GradientHook.Action {

    private final Tensor output;
    private final TensorMemory memory;
    private final Tensor input;
    private final Tensor mean;
    private final Tensor scale;
    private final Tensor bias;
    private boolean rectified;
    private long version;

    /**
     * Of a batch norm that has just run.
     *
     * @param output {@code [N, C, H, W]}, which the layers go on with
     * @param input {@code [N, C, H, W]}
     * @param mean {@code [C]}
     * @param scale {@code [C]}
     * @param bias {@code [C]}
     */
    RecomputedNorm(Tensor output, Tensor input, Tensor mean, Tensor scale, Tensor bias) {
        this.output = output;
        this.memory = new TensorMemory(output);
        this.input = owned(input.detach());
        this.mean = owned(mean.detach());
        this.scale = owned(scale.detach());
        this.bias = owned(bias.detach().clone());
        this.version = memory.version();
    }

    private static Tensor owned(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }

    /** Whether it made this tensor. */
    @SuppressWarnings("ReferenceEquality") // A freed tensor has no other identity.
    boolean made(Tensor x) {
        return x == output;
    }

    /** ReLU has been written over the output. */
    void rectify() {
        rectified = true;
        version = memory.version();
    }

    /**
     * A layer has read the output for the last time. Gives the memory back until the backward pass comes to that layer's own
     * output, if nobody needs it before.
     *
     * @param selfContained whether the layer is {@link SelfContained}
     * @param later its output
     */
    void read(boolean selfContained, Tensor later) {
        if (selfContained && isSpare() && later.requires_grad()) {
            memory.release();
            GradientHook.before(later, this);
        } else {
            close();
        }
    }

    /** Max pooling has read the output for the last time. Its gradient goes by the places of the maxima, not by their values. */
    void pooled() {
        if (isSpare() && !rectified) {
            memory.release();
        }
        close();
    }

    /** Whether the output is as it was made, and none but the operation that read it and the ReLU have it, for their gradients. */
    private boolean isSpare() {
        long sharers = memory.sharers();
        return output.isNull() && memory.version() == version && sharers > 0 && sharers <= (rectified ? 2 : 1);
    }

    @Override
    public void run() {
        Tensor y = memory.renew();
        Tensor ones = torch.ones_like(mean);
        torch.native_batch_norm_outf(
                input,
                optional(scale),
                optional(bias),
                optional(mean),
                optional(ones),
                false,
                0,
                0,
                y,
                Tensors.empty(0),
                Tensors.empty(0));
        if (rectified) {
            torch.relu_(y);
        }
    }

    @Override
    public boolean isForgotten() {
        return memory.sharers() == 0;
    }

    @Override
    public void close() {
        memory.close();
        Stream.of(input, mean, scale, bias).forEach(Pointer::deallocate);
    }
}
