package io.channelwise.train;

import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Moves parameters along their gradients. */
public interface Optimizer extends AutoCloseable {

    /** One step with this learning rate, from the gradients that the backward pass has left. */
    void step(double learningRate);

    /** What the optimiser remembers between steps, by a name that begins with the parameter's key. */
    Map<String, Tensor> state();

    /**
     * Takes up the state of an earlier run.
     *
     * @throws io.channelwise.weights.WeightsException if names or shapes are not this optimiser's
     */
    default void restore(Map<String, StoredTensor> saved) {
        StateDicts.load(state(), saved);
    }

    /** Frees the state. */
    @Override
    void close();
}
