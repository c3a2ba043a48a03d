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
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Adam with decoupled weight decay, Loshchilov and Hutter 2019 (arXiv 1711.05101), algorithm 2, as
 * {@code torch.optim.AdamW} with its defaults for epsilon, 1e-8.
 */
public final class AdamW implements Optimizer {

    private static final Operator FUSED = Operator.named("aten::_fused_adamw_");
    private static final double EPSILON = 1e-8;
    private static final String STEPS = "steps";

    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private final double beta1;
    private final double beta2;
    private final WeightDecay decay;

    /** For these parameters by key, with betas of 0.9 and 0.999. */
    public AdamW(Map<String, Tensor> parameters, WeightDecay decay) {
        this(parameters, 0.9, 0.999, decay);
    }

    /** For these parameters by key; the betas are 0 to 1. */
    public AdamW(Map<String, Tensor> parameters, double beta1, double beta2, WeightDecay decay) {
        this.parameters = parameters;
        this.beta1 = Arguments.between("beta1", beta1, 0, 1);
        this.beta2 = Arguments.between("beta2", beta2, 0, 1);
        this.decay = decay;
        parameters.forEach((key, weight) -> {
            state.put(key + ".mean", StateTensors.zerosLike(weight));
            state.put(key + ".variance", StateTensors.zerosLike(weight));
        });
        state.put(STEPS, StateTensors.counter(parameters.values()));
    }

    @Override
    public void step(double learningRate) {
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            Tensor steps = state.get(STEPS).add_(new Scalar(1)).to(ScalarType.Float);
            decay.groups(parameters).forEach((rate, keys) -> step(keys, rate, learningRate, steps));
        }
    }

    /** All parameters of one decay in one call, which reads and writes each value once. */
    private void step(List<String> keys, double pull, double learningRate, Tensor steps) {
        List<Tensor> weights = keys.stream().map(parameters::get).toList();
        List<Tensor> gradients = weights.stream().map(Tensor::grad).toList();
        FUSED.call(
                weights,
                gradients,
                state(keys, ".mean"),
                state(keys, ".variance"),
                List.of(),
                Collections.nCopies(keys.size(), steps),
                learningRate,
                beta1,
                beta2,
                pull,
                EPSILON,
                false,
                false,
                null,
                null);
        StateTensors.countWrite(weights);
    }

    private List<Tensor> state(List<String> keys, String suffix) {
        return keys.stream()
                .map(key -> StateTensors.laidOutAs(parameters.get(key), state.get(key + suffix)))
                .toList();
    }

    @Override
    public Map<String, Tensor> state() {
        return Collections.unmodifiableMap(state);
    }

    @Override
    public void close() {
        state.values().forEach(Pointer::deallocate);
    }
}
