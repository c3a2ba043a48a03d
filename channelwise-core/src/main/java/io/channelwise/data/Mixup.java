package io.channelwise.data;

import java.util.random.RandomGenerator;

/**
 * Blends every image of a batch with another of the same batch, and their targets alike (Zhang et al. 2018, arXiv
 * 1710.09412, equation 1): {@code share * x + (1 - share) * x'} with one share for the batch, drawn from Beta(alpha,
 * alpha), and with the partners a random order of the batch.
 *
 * @param alpha 0.001 to 100; the paper uses 0.1 to 0.4 for ImageNet and 1 for CIFAR-10
 */
public record Mixup(double alpha) implements BatchTransform {

    /** Checks alpha. */
    public Mixup {
        Beta.requireAlpha("mixup", alpha);
    }

    @Override
    public Batch apply(Batch batch, RandomGenerator random) {
        double share = Beta.draw(alpha, random);
        return blend(batch, Seeds.permutation(batch.n(), random), (float) share);
    }

    /** Image {@code i} is blended with image {@code partners[i]}. */
    static Batch blend(Batch batch, int[] partners, float share) {
        float[] pixels = batch.pixels();
        float[] mixed = new float[pixels.length];
        int length = pixels.length / batch.n();
        for (int i = 0; i < batch.n(); i++) {
            int one = i * length;
            int other = partners[i] * length;
            for (int k = 0; k < length; k++) {
                mixed[one + k] = share * pixels[one + k] + (1 - share) * pixels[other + k];
            }
        }
        return batch.mixed(mixed, partners, share);
    }
}
