package io.channelwise.train;

import io.channelwise.nn.Arguments;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with momentum, as {@code torch.optim.SGD}: {@code v = momentum v + g + decay w}, then
 * {@code w -= rate v}, or with Nesterov's momentum {@code w -= rate (g + decay w + momentum v)}.
 */
public final class Sgd implements Optimizer {

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
        parameters.forEach((key, weight) -> velocities.put(key + ".momentum", StateTensors.zerosLike(weight)));
    }

    @Override
    public void step(double learningRate) {
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            Scalar rate = new Scalar(-learningRate);
            Scalar inertia = new Scalar(momentum);
            parameters.forEach((key, weight) -> step(weight, velocities.get(key + ".momentum"), rate, inertia));
        }
    }

    private void step(Tensor weight, Tensor velocity, Scalar rate, Scalar inertia) {
        try (Scope scope = new Scope()) {
            Tensor gradient = weight.grad();
            double pull = decay.of(weight);
            Tensor force = pull == 0 ? gradient : torch.add(gradient, weight, new Scalar(pull));
            velocity.mul_(inertia).add_(force);
            weight.add_(nesterov ? torch.add(force, velocity, inertia) : velocity, rate);
        }
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
