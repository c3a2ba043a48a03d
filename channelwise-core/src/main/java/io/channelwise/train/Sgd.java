package io.channelwise.train;

import io.channelwise.nn.Arguments;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Operator;
import io.channelwise.runtime.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic gradient descent with momentum, as {@code torch.optim.SGD}: {@code v = momentum v + g + decay w}, then
 * {@code w -= rate v}, or with Nesterov's momentum {@code w -= rate (g + decay w + momentum v)}.
 */
public final class Sgd implements Optimizer {

    private static final Operator FUSED = Operator.named("aten::_fused_sgd_");

    private static final String MOMENTUM = ".momentum";

    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> velocities = new LinkedHashMap<>();
    private final double momentum;
    private final boolean nesterov;
    private final WeightDecay decay;

    /** For these parameters by key; the momentum is 0 to 1. */
    public Sgd(Map<String, Tensor> parameters, double momentum, boolean nesterov, WeightDecay decay) {
        this.parameters = parameters;
        this.momentum = Arguments.between("momentum", momentum, 0, 1);
        this.nesterov = nesterov;
        this.decay = decay;
        if (momentum > 0) {
            parameters.forEach((key, weight) -> velocities.put(key + MOMENTUM, StateTensors.zerosLike(weight)));
        }
    }

    @Override
    public void step(double learningRate) {
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            decay.groups(parameters).forEach((rate, keys) -> step(keys, rate, learningRate));
        }
    }

    /** All parameters of one decay in one call, which reads and writes each value once. */
    private void step(List<String> keys, double pull, double learningRate) {
        List<Tensor> weights = keys.stream().map(parameters::get).toList();
        List<Tensor> gradients = weights.stream().map(Tensor::grad).toList();
        FUSED.call(
                weights,
                gradients,
                velocities(keys),
                pull,
                momentum,
                learningRate,
                0.0,
                nesterov,
                false,
                false,
                null,
                null);
        StateTensors.countWrite(weights);
    }

    /** None without momentum, as the operator wants it. */
    private List<Tensor> velocities(List<String> keys) {
        return velocities.isEmpty()
                ? List.of()
                : keys.stream()
                        .map(key -> StateTensors.laidOutAs(parameters.get(key), velocities.get(key + MOMENTUM)))
                        .toList();
    }

    @Override
    public Map<String, Tensor> state() {
        return Collections.unmodifiableMap(velocities);
    }

    @Override
    public void close() {
        velocities.values().forEach(Pointer::deallocate);
    }
}
