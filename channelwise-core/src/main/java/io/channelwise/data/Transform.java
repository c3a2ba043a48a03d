package io.channelwise.data;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes an image of an image. The draws of random transforms come from the generator given to them, so that the same
 * generator state gives the same image; implementations keep no state and may be shared between threads.
 */
@FunctionalInterface
public interface Transform {

    /** The transformed image; the given one is left as it is. */
    Image apply(Image image, RandomGenerator random);

    /** Leaves every image as it is. */
    static Transform identity() {
        return (image, random) -> image;
    }

    /** One transform after the other, in the order given. */
    static Transform sequence(Transform... transforms) {
        List<Transform> steps = List.of(transforms);
        return (image, random) -> {
            Image current = image;
            for (Transform step : steps) {
                current = step.apply(current, random);
            }
            return current;
        };
    }
}
