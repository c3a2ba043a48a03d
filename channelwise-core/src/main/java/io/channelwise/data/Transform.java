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

    /** The same of an image that is not decoded yet, for transforms that need but a part of it. */
    default Image apply(ImageSource source, RandomGenerator random) {
        return apply(source.decode(), random);
    }

    /** Leaves every image as it is. */
    static Transform identity() {
        return (image, random) -> image;
    }

    /** One transform after the other, in the order given. */
    static Transform sequence(Transform... transforms) {
        return new TransformSequence(List.of(transforms));
    }
}
