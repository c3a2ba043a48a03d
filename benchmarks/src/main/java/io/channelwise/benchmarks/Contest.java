package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is timed: steps of one kind, of one network, on one batch of random images.
 *
 * @param model a name of the registry
 * @param batch images a step
 * @param size height and width of an image in pixels
 * @param classes of the head
 * @param mode training or evaluation
 */
record Contest(String model, int batch, int size, int classes, Mode mode) {

    /** The kinds of steps. */
    enum Mode {
        /** Forward, loss, backward and SGD with momentum. */
        TRAIN,
        /** Forward, without gradients. */
        EVALUATE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every network, first in training and then in evaluation. */
    static List<Contest> all() {
        List<Contest> all = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            all.add(new Contest("se_resnet50", 8, 224, 1000, mode));
            all.add(new Contest("sknet50", 8, 224, 1000, mode));
            all.add(new Contest("skresnet18", 16, 224, 1000, mode));
            all.add(new Contest("se_resnet20", 128, 32, 10, mode));
        }
        return all;
    }

    /** The arguments of both sides' programs. */
    List<String> arguments(MemoryLayout layout) {
        return List.of(
                model,
                String.valueOf(batch),
                String.valueOf(size),
                String.valueOf(classes),
                layout.toString(),
                mode.toString());
    }

    @Override
    public String toString() {
        return mode + " " + model + ", batch " + batch + ", " + size + "x" + size;
    }
}
