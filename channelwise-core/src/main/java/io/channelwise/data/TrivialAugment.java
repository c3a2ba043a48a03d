package io.channelwise.data;

import io.channelwise.data.AugmentOperation.Range;
import java.util.random.RandomGenerator;

/**
 * One operation of a strength, both drawn uniformly for every image (Müller and Hutter 2021, arXiv 2103.10158, algorithm
 * 1), with the paper's wide ranges as in torchvision's {@code TrivialAugmentWide}.
 */
public record TrivialAugment() implements Transform {

    static final Range RANGE = new Range(0.99, 0, 32, 135, 0.99, 6);

    @Override
    public Image apply(Image image, RandomGenerator random) {
        int magnitude = random.nextInt(RandAugment.MAX_MAGNITUDE + 1);
        return RandAugment.applyOne(image, RANGE, magnitude, random);
    }
}
