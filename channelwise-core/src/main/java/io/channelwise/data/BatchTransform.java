package io.channelwise.data;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes a batch of a batch, once its images are normalised. All draws come from the generator given; implementations keep
 * no state and may be shared between threads.
 */
@FunctionalInterface
public interface BatchTransform {

    /** The transformed batch; the given one is left as it is. */
    Batch apply(Batch batch, RandomGenerator random);

    /** Leaves every batch as it is. */
    static BatchTransform identity() {
        return (batch, random) -> batch;
    }

    /** One of them for each batch, all with the same chance; with none, the identity. */
    static BatchTransform oneOf(List<BatchTransform> choices) {
        List<BatchTransform> all = List.copyOf(choices);
        return switch (all.size()) {
            case 0 -> identity();
            case 1 -> all.get(0);
            default -> (batch, random) -> all.get(random.nextInt(all.size())).apply(batch, random);
        };
    }
}
