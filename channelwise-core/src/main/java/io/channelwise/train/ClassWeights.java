package io.channelwise.train;

import com.fasterxml.jackson.annotation.JsonValue;
import io.channelwise.data.Dataset;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** How much the images of each class count in the loss. */
public enum ClassWeights {
    /** Every image counts the same. */
    NONE {
        @Override
        Optional<float[]> of(Dataset images) {
            return Optional.empty();
        }
    },
    /** Every class counts the same: its images count {@code images / (classes * images of the class)}, 1 on average. */
    BALANCED {
        @Override
        Optional<float[]> of(Dataset images) {
            int[] counts = new int[images.classes().size()];
            IntStream.range(0, images.size()).map(images::label).forEach(label -> counts[label]++);
            float[] weights = new float[counts.length];
            for (int label = 0; label < weights.length; label++) {
                weights[label] = (float) images.size() / (weights.length * Math.max(1, counts[label]));
            }
            return Optional.of(weights);
        }
    };

    /** The weight of each class; empty where all are 1. */
    abstract Optional<float[]> of(Dataset images);

    /** {@code none} or {@code balanced}. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
