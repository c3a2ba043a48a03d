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

    /** Image {@code i} is blended with image {@code partners[i]}; bytes are once they are normalised. */
    static Batch blend(Batch batch, int[] partners, float share) {
        BatchPixels.Blend blend = new BatchPixels.Blend(partners, share);
        if (batch.values() instanceof BatchPixels.Bytes pure && pure.blend() == null) {
            return batch.mixed(
                    new BatchPixels.Bytes(pure.bytes(), pure.images(), pure.normalization(), blend), partners, share);
        }
        return batch.mixed(blend.of(batch.pixels()), partners, share);
    }
}
