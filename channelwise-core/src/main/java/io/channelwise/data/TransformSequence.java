package io.channelwise.data;

import java.util.List;
import java.util.random.RandomGenerator;

/** One transform after the other; the first may decide how much is decoded. */
record TransformSequence(List<Transform> steps) implements Transform {

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return apply(ImageSource.of(image), random);
    }

    @Override
    public Image apply(ImageSource source, RandomGenerator random) {
        if (steps.isEmpty()) {
            return source.decode();
        }
        Image image = steps.get(0).apply(source, random);
        for (Transform step : steps.subList(1, steps.size())) {
            image = step.apply(image, random);
        }
        return image;
    }
}
