package io.channelwise.train;

import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.runtime.Transfer;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
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

    /** An int64 of 0 where these parameters lie, as fused optimisers want what they count steps with. */
    static Tensor counter(Collection<Tensor> parameters) {
        try (Scope scope = new Scope()) {
            Tensor zero = Tensors.ofLongs(0);
            Tensor there = parameters.stream()
                    .findFirst()
                    .map(parameter -> Transfer.to(parameter.device(), zero))
                    .orElse(zero);
            return zerosLike(there);
        }
    }

    /**
     * The state of a parameter in the order of the parameter's values in memory, which fused optimisers take for granted;
     * moved there if the network has changed its memory format since.
     */
    static Tensor laidOutAs(Tensor parameter, Tensor state) {
        if (!haveOneOrder(state, parameter)) {
            state.set_data(torch.empty_like(parameter).copy_(state));
        }
        return state;
    }

    /** Counts a write to each of these tensors as libtorch's other operators do; its fused optimisers leave it out. */
    static void countWrite(List<Tensor> written) {
        written.forEach(tensor -> tensor.unsafeGetTensorImpl().bump_version());
    }

    private static boolean haveOneOrder(Tensor a, Tensor b) {
        return IntStream.range(0, (int) a.dim()).allMatch(i -> a.stride(i) == b.stride(i));
    }
}
