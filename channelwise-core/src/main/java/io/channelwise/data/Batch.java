package io.channelwise.data;

import java.util.Arrays;

/**
 * Images ready for a network.
 *
 * <p>Mixed images ({@link Mixup}, {@link CutMix}) belong to two classes; the target of image {@code i} is {@code share *
 * onehot(labels[i]) + (1 - share) * onehot(otherLabels[i])}.
 *
 * @param values those of the images, {@code N * C * H * W} in all
 * @param n images
 * @param channels 1 (grey) or 3 (RGB)
 * @param height rows
 * @param width columns
 * @param labels the class of each image
 * @param indices each image's index in the dataset
 * @param otherLabels the class of what is mixed into each image; {@code labels} where nothing is
 * @param share the labels' part of the target, 0 to 1; 1 where nothing is mixed in
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier from the workers to the training step; never compared.
public record Batch(
        BatchPixels values,
        int n,
        int channels,
        int height,
        int width,
        int[] labels,
        int[] indices,
        int[] otherLabels,
        double share) {

    /** Images of one class each; pixels are normalised, {@code [N, C, H, W]} in row-major order. */
    public Batch(float[] pixels, int n, int channels, int height, int width, int[] labels, int[] indices) {
        this(pixels, n, channels, height, width, labels, indices, labels, 1);
    }

    /** Pixels are normalised, {@code [N, C, H, W]} in row-major order. */
    public Batch(
            float[] pixels,
            int n,
            int channels,
            int height,
            int width,
            int[] labels,
            int[] indices,
            int[] otherLabels,
            double share) {
        this(new BatchPixels.Normalized(pixels), n, channels, height, width, labels, indices, otherLabels, share);
    }

    /** Normalised values, {@code [N, C, H, W]} in row-major order; made anew at each call where the batch holds bytes. */
    public float[] pixels() {
        return values.values();
    }

    /** Image {@code i} mixed with image {@code partners[i]} of this batch, which counts for the rest of the target. */
    Batch mixed(float[] mixedPixels, int[] partners, double labelsShare) {
        return mixed(new BatchPixels.Normalized(mixedPixels), partners, labelsShare);
    }

    Batch mixed(BatchPixels mixedPixels, int[] partners, double labelsShare) {
        int[] others = Arrays.stream(partners).map(partner -> labels[partner]).toArray();
        return new Batch(mixedPixels, n, channels, height, width, labels, indices, others, labelsShare);
    }
}
