package io.channelwise.train;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The exponential moving average of a network's weights, which usually tests better than the weights of any one step
 * (Polyak and Juditsky 1992; Tarvainen and Valpola 2017, arXiv 1703.01780): after each step, {@code average = decay *
 * average + (1 - decay) * weights}.
 *
 * <p>Early steps, when the average still knows little, decay by {@code (1 + step) / (10 + step)} if that is less. The
 * running statistics of batch norms are averaged like weights, so that they suit the averaged ones; counters are copied.
 */
final class WeightAverage implements AutoCloseable {

    private final Network trained;
    private final Network averaged;
    private final double decay;

    private WeightAverage(Network trained, Network averaged, double decay) {
        this.trained = trained;
        this.averaged = averaged;
        this.decay = decay;
    }

    /** The average of the network of these settings, which begins as a copy of it; a decay of 0 is the network itself. */
    static WeightAverage of(Network trained, TrainSettings settings) {
        double decay = settings.optimization().regularization().ema();
        if (decay == 0) {
            return new WeightAverage(trained, trained, decay);
        }
        Network averaged = Models.uninitialized(settings.model(), trained.channels(), trained.classes());
        settings.computation().placement().take(averaged);
        copy(trained, averaged);
        return new WeightAverage(trained, averaged, decay);
    }

    private static void copy(Network from, Network to) {
        Map<String, Tensor> copies = to.stateDict();
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            from.stateDict().forEach((key, tensor) -> copies.get(key).copy_(tensor));
        }
    }

    /** Whether there is more to it than the weights themselves. */
    boolean isKept() {
        return decay > 0;
    }

    /** The network with the averaged weights. */
    Network network() {
        return averaged;
    }

    /** Takes the weights in after a step, which counts from 0. */
    void update(long step) {
        if (!isKept()) {
            return;
        }
        double kept = Math.min(decay, (1.0 + step) / (10 + step));
        Map<String, Tensor> averages = averaged.stateDict();
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            Scalar taken = new Scalar(1 - kept);
            trained.stateDict().forEach((key, weight) -> move(averages.get(key), weight, taken));
        }
    }

    private static void move(Tensor average, Tensor weight, Scalar taken) {
        if (average.is_floating_point()) {
            average.lerp_(weight, taken);
        } else {
            average.copy_(weight);
        }
    }

    /** Frees the average; the network itself belongs to whoever made it. */
    @Override
    public void close() {
        if (isKept()) {
            averaged.close();
        }
    }
}
