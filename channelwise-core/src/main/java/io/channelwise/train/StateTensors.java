package io.channelwise.train;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Tensors that an optimiser keeps from step to step. */
final class StateTensors {

    private StateTensors() {}

    /** Zeros in the shape, memory format and device of the parameter, which outlive any scope. */
    static Tensor zerosLike(Tensor parameter) {
        Tensor zeros = torch.zeros_like(parameter).detach();
        zeros.retainReference();
        return zeros;
    }
}
