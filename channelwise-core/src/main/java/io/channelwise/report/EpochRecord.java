package io.channelwise.report;

/**
 * The numbers of one epoch. A number that was not measured is {@link Double#NaN}; the page shows a dash for it.
 *
 * @param epoch counted from 1
 * @param learningRate at the end of the epoch
 * @param trainLoss mean loss over the training images, as seen in training mode
 * @param trainTop1 share of the training images whose best class was right, 0 to 1
 * @param testLoss mean loss over the test images, in evaluation mode
 * @param testTop1 share of the test images whose best class was right, 0 to 1
 * @param testTop5 share of the test images whose right class was among the best five, 0 to 1
 * @param seconds wall-clock time of the epoch: training and test together
 * @param imagesPerSecond training images per second of training
 */
public record EpochRecord(
        int epoch,
        double learningRate,
        double trainLoss,
        double trainTop1,
        double testLoss,
        double testTop1,
        double testTop5,
        double seconds,
        double imagesPerSecond) {

    /** @throws IllegalArgumentException if the epoch is not counted from 1 */
    public EpochRecord {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch: " + epoch + "; epochs are counted from 1");
        }
    }
}
