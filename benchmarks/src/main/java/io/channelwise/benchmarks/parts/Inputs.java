package io.channelwise.benchmarks.parts;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.runtime.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Random values in the memory layout of training, channels-last. */
final class Inputs {

    private Inputs() {}

    /** Images, {@code [N, C, H, W]}. */
    static Tensor images(long... shape) {
        return Tensors.empty(shape).normal_().contiguous(MemoryLayout.CHANNELS_LAST.format());
    }

    /** What a layer inside of a network takes, {@code [N, C, H, W]}: the backward pass goes through it. */
    static Tensor activations(long... shape) {
        Tensor x = images(shape);
        x.set_requires_grad(true);
        return x;
    }
}
