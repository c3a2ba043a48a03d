package io.channelwise.inference;

import java.util.List;

/**
 * How a network did on labelled images.
 *
 * @param samples the number of images
 * @param loss mean cross-entropy
 * @param top1 share of images whose label had the highest logit, 0 to 1
 * @param top5 share of images whose label was among the five highest logits, 0 to 1
 * @param confusion counts by true class, then predicted class
 * @param worst the confident mistakes, the most confident first
 */
@SuppressWarnings("ArrayRecordComponent") // two evaluations are never compared
public record Evaluation(long samples, double loss, double top1, double top5, long[][] confusion, List<Wrong> worst) {

    /**
     * An image that was taken for another class.
     *
     * @param index in the data set
     * @param label the true class
     * @param predicted the class it was taken for
     * @param confidence the predicted class's probability
     */
    public record Wrong(int index, int label, int predicted, double confidence) {}
}
