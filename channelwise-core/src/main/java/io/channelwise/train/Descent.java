package io.channelwise.train;

import com.fasterxml.jackson.annotation.JsonValue;
import io.channelwise.nn.Arguments;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * How a step follows from gradients.
 *
 * @param algorithm SGD or AdamW
 * @param momentum of SGD
 * @param nesterov whether SGD's momentum is Nesterov's
 * @param weightDecay how strongly weights are pulled towards zero
 * @param clipNorm the largest norm of all gradients together, see {@link GradientClipping}; 0 for any
 */
public record Descent(
        Algorithm algorithm, double momentum, boolean nesterov, WeightDecay weightDecay, double clipNorm) {

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

    public Descent {
        Arguments.between("momentum", momentum, 0, 1);
        Arguments.require(clipNorm >= 0 && Double.isFinite(clipNorm), "clip norm", clipNorm, "0 or more");
    }

    /** SGD without clipping. */
    public static Descent sgd(double momentum, boolean nesterov, WeightDecay decay) {
        return new Descent(Algorithm.SGD, momentum, nesterov, decay, 0);
    }

    /** The same with gradients clipped to a norm. */
    public Descent clippedTo(double norm) {
        return new Descent(algorithm, momentum, nesterov, weightDecay, norm);
    }

    Optimizer optimizer(Map<String, Tensor> parameters) {
        return switch (algorithm) {
            case SGD -> new Sgd(parameters, momentum, nesterov, weightDecay);
            case ADAMW -> new AdamW(parameters, weightDecay);
        };
    }
}
