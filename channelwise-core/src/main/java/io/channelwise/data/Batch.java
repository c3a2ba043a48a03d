package io.channelwise.data;

/**
 * Images ready for a network.
 *
 * @param pixels normalised values, {@code [N, C, H, W]} in row-major order
 * @param n images
 * @param channels 1 (grey) or 3 (RGB)
 * @param height rows
 * @param width columns
 * @param labels the class of each image
 * @param indices each image's index in the dataset
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier from the workers to the training step; never compared.
public record Batch(float[] pixels, int n, int channels, int height, int width, int[] labels, int[] indices) {}
