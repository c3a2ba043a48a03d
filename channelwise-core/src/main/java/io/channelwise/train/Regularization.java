package io.channelwise.train;

import io.channelwise.nn.Arguments;

/**
 * What keeps a network from learning its training images by heart.
 *
 * @param labelSmoothing part of the target spread over all classes, 0 to 1
 * @param dropPath the rate at which the last residual block is dropped, 0 to below 1; see
 *     {@link io.channelwise.models.StochasticDepth}
 * @param ema the decay of the moving average of the weights that is tested and saved in their place, see
 *     {@link WeightAverage}; 0 for the weights themselves
 * @param classWeights how much each class counts in the loss
 */
public record Regularization(double labelSmoothing, double dropPath, double ema, ClassWeights classWeights) {

    /** None of it. */
    public static final Regularization NONE = new Regularization(0, 0, 0, ClassWeights.NONE);

    public Regularization {
        Arguments.between("label smoothing", labelSmoothing, 0, 1);
        Arguments.require(dropPath >= 0 && dropPath < 1, "drop path", dropPath, "0 to below 1");
        Arguments.require(ema >= 0 && ema < 1, "ema", ema, "0 to below 1");
    }

    /** Label smoothing alone. */
    public static Regularization smoothing(double part) {
        return new Regularization(part, 0, 0, ClassWeights.NONE);
    }
}
