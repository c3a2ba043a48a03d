package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.util.List;

/**
 * Predictions of one image each, asked for by several threads at once.
 *
 * @param model a name of the registry
 * @param callers the threads that ask
 */
record CallContest(String model, int callers) implements Contest {

    @Override
    public List<String> arguments(MemoryLayout layout) {
        return List.of(model, String.valueOf(callers));
    }

    /** The contest of such arguments, the last ones of a program's. */
    static CallContest parse(String... words) {
        return new CallContest(words[words.length - 2], Integer.parseInt(words[words.length - 1]));
    }

    @Override
    public String toString() {
        return model + ", " + callers + (callers == 1 ? " caller" : " callers");
    }
}
