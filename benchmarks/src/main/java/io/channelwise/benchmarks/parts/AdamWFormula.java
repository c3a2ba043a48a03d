package io.channelwise.benchmarks.parts;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.Collection;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Algorithm 2 of Loshchilov and Hutter 2019 (arXiv 1711.05101) with betas of 0.9 and 0.999, in libtorch's operations. */
final class AdamWFormula {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final List<Tensor> weights;
    private final List<Tensor> means;
    private final List<Tensor> variances;
    private final double decay;
    private int steps;

    AdamWFormula(Collection<Tensor> weights, double decay) {
        this.weights = List.copyOf(weights);
        this.means = this.weights.stream().map(torch::zeros_like).toList();
        this.variances = this.weights.stream().map(torch::zeros_like).toList();
        this.decay = decay;
    }

    /** One step of all weights. */
    void step(double rate) {
        steps++;
        for (int i = 0; i < weights.size(); i++) {
            try (NoGrad guard = new NoGrad();
                    Scope scope = new Scope()) {
                step(weights.get(i), means.get(i), variances.get(i), rate);
            }
        }
    }

    private void step(Tensor weight, Tensor mean, Tensor variance, double rate) {
        Tensor gradient = weight.grad();
        weight.mul_(new Scalar(1 - rate * decay));
        mean.mul_(new Scalar(BETA1)).add_(gradient, new Scalar(1 - BETA1));
        variance.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
        Tensor deviation = variance.sqrt().mul_(new Scalar(1 / Math.sqrt(1 - Math.pow(BETA2, steps))));
        weight.addcdiv_(mean, deviation.add_(new Scalar(EPSILON)), new Scalar(-rate / (1 - Math.pow(BETA1, steps))));
    }
}
