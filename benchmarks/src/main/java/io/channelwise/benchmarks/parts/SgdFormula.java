package io.channelwise.benchmarks.parts;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.Collection;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** {@code v = momentum v + g + decay w}, then {@code w -= rate v}, in libtorch's operations. */
final class SgdFormula {

    private final List<Tensor> weights;
    private final List<Tensor> velocities;
    private final Scalar momentum;
    private final Scalar decay;

    SgdFormula(Collection<Tensor> weights, double momentum, double decay) {
        this.weights = List.copyOf(weights);
        this.velocities = this.weights.stream().map(torch::zeros_like).toList();
        this.momentum = new Scalar(momentum);
        this.decay = new Scalar(decay);
    }

    /** One step of all weights. */
    void step(double rate) {
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            Scalar down = new Scalar(-rate);
            for (int i = 0; i < weights.size(); i++) {
                Tensor weight = weights.get(i);
                Tensor pulled = torch.add(weight.grad(), weight, decay);
                Tensor velocity = velocities.get(i).mul_(momentum).add_(pulled);
                weight.add_(velocity, down);
                pulled.close();
            }
        }
    }
}
