package io.channelwise.benchmarks;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Models;
import io.channelwise.weights.ClassNames;
import io.channelwise.weights.Preprocessing;

/** Networks for photographs with the weights that they begin with: they take as long as trained ones. */
final class Untrained {

    private static final int CLASSES = 1000;

    private Untrained() {}

    /** For 224x224 and 1,000 classes. */
    static TrainedNetwork network(String model) {
        return new TrainedNetwork(
                Models.create(model, 3, CLASSES, 0), model, ClassNames.numbers(CLASSES), Preprocessing.IMAGENET);
    }
}
