package io.channelwise.data;

import io.channelwise.data.AugmentOperation.Range;
import java.util.random.RandomGenerator;

/**
 * Two operations in a row, each drawn from all fourteen and of one strength (Cubuk et al. 2019, arXiv 1909.13719), with
 * the operations and ranges of torchvision's {@code RandAugment}.
 *
 * @param magnitude the strength, 0 to 30; usually 9
 */
public record RandAugment(int magnitude) implements Transform {

    /** The strength that changes an image most. */
    public static final int MAX_MAGNITUDE = 30;

    static final Range RANGE = new Range(0.3, 150.0 / 331, 0, 30, 0.9, 4);

    private static final int OPERATIONS = 2;

    /** Checks the strength. */
    public RandAugment {
        if (magnitude < 0 || magnitude > MAX_MAGNITUDE) {
            throw new IllegalArgumentException(
                    "RandAugment magnitude: " + magnitude + "; allowed: 0 to " + MAX_MAGNITUDE);
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        Image current = image;
        for (int i = 0; i < OPERATIONS; i++) {
            current = applyOne(current, RANGE, magnitude, random);
        }
        return current;
    }

    /** Draws one of the operations, and its direction where it has two. */
    static Image applyOne(Image image, Range range, int magnitude, RandomGenerator random) {
        AugmentOperation[] all = AugmentOperation.values();
        AugmentOperation operation = all[random.nextInt(all.length)];
        double strength = (double) magnitude / MAX_MAGNITUDE;
        boolean reversed = operation.isSigned() && random.nextBoolean();
        return operation.apply(image, range, reversed ? -strength : strength);
    }
}
