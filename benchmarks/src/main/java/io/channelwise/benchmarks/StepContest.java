package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Steps of one kind, of one network, on one batch of random images.
 *
 * @param model a name of the registry
 * @param batch images a step
 * @param size height and width of an image in pixels
 * @param classes of the head
 * @param mode training or evaluation
 */
record StepContest(String model, int batch, int size, int classes, Mode mode) implements Contest {

    private static final List<String> SERVED = List.of("se_resnet50", "sknet50", "se_resnet18", "skresnet18");

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
    static List<StepContest> ofTraining() {
        List<StepContest> all = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            all.add(new StepContest("se_resnet50", 8, 224, 1000, mode));
            all.add(new StepContest("sknet50", 8, 224, 1000, mode));
            all.add(new StepContest("skresnet18", 16, 224, 1000, mode));
            all.add(new StepContest("se_resnet20", 128, 32, 10, mode));
        }
        return all;
    }

    /** Networks for photographs, one at a time and eight. */
    static List<StepContest> ofInference() {
        List<StepContest> all = new ArrayList<>();
        for (String model : SERVED) {
            all.add(new StepContest(model, 1, 224, 1000, Mode.EVALUATE));
            all.add(new StepContest(model, 8, 224, 1000, Mode.EVALUATE));
        }
        return all;
    }

    @Override
    public List<String> arguments(MemoryLayout layout) {
        return List.of(
                model,
                String.valueOf(batch),
                String.valueOf(size),
                String.valueOf(classes),
                layout.toString(),
                mode.toString());
    }

    /** The contest of such arguments, the last ones of a program's. */
    static StepContest parse(String... words) {
        int first = words.length - 6;
        return new StepContest(
                words[first],
                Integer.parseInt(words[first + 1]),
                Integer.parseInt(words[first + 2]),
                Integer.parseInt(words[first + 3]),
                Mode.valueOf(words[first + 5].toUpperCase(Locale.ROOT)));
    }

    /** The layout that stands among such arguments. */
    static MemoryLayout layout(String... words) {
        return MemoryLayout.valueOf(
                words[words.length - 2].toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String toString() {
        return mode + " " + model + ", batch " + batch + ", " + size + "x" + size;
    }
}
