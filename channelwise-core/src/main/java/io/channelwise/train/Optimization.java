package io.channelwise.train;

import com.fasterxml.jackson.annotation.JsonValue;
import io.channelwise.nn.Arguments;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * How weights move during a run.
 *
 * @param epochs passes over the training images
 * @param batchSize images a step
 * @param algorithm SGD or AdamW
 * @param learningRate at its peak
 * @param momentum of SGD
 * @param nesterov whether SGD's momentum is Nesterov's
 * @param weightDecay how strongly weights are pulled towards zero
 * @param warmupEpochs epochs over which the rate rises from 0 to its peak, before it falls along a cosine to 0
 * @param labelSmoothing part of the target spread over all classes, 0 to 1
 */
public record Optimization(
        int epochs,
        int batchSize,
        Algorithm algorithm,
        double learningRate,
        double momentum,
        boolean nesterov,
        WeightDecay weightDecay,
        double warmupEpochs,
        double labelSmoothing) {

    /** The optimisers. */
    public enum Algorithm {
        /** Stochastic gradient descent with momentum. */
        SGD,
        /** Adam with decoupled weight decay. */
        ADAMW;

        /** {@code sgd} or {@code adamw}. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Optimization {
        Arguments.positive("epochs", epochs);
        Arguments.atLeast("batch size", batchSize, 2);
        Arguments.require(
                learningRate > 0 && Double.isFinite(learningRate), "learning rate", learningRate, "a number above 0");
        Arguments.between("momentum", momentum, 0, 1);
        Arguments.between("warm-up epochs", warmupEpochs, 0, epochs);
        Arguments.between("label smoothing", labelSmoothing, 0, 1);
    }

    Optimizer optimizer(Map<String, Tensor> parameters) {
        return switch (algorithm) {
            case SGD -> new Sgd(parameters, momentum, nesterov, weightDecay);
            case ADAMW -> new AdamW(parameters, weightDecay);
        };
    }

    CosineSchedule schedule(int stepsPerEpoch) {
        long total = (long) epochs * stepsPerEpoch;
        return new CosineSchedule(learningRate, Math.round(warmupEpochs * stepsPerEpoch), total);
    }
}
