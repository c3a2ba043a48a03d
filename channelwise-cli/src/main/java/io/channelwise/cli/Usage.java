package io.channelwise.cli;

import io.channelwise.train.TrainSettings;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Wrong values of options are wrong usage. */
final class Usage {

    private Usage() {}

    /** What the supplier gives; an argument that it refuses is the user's. */
    static <T> T check(CommandSpec spec, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** A height and width in pixels. */
    static int size(String option, int pixels) {
        if (pixels < 1 || pixels > TrainSettings.MAX_IMAGE_SIZE) {
            throw new IllegalArgumentException(
                    option + ": " + pixels + "; allowed: 1 to " + TrainSettings.MAX_IMAGE_SIZE);
        }
        return pixels;
    }

    static int positive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + ": " + value + "; allowed: 1 or more");
        }
        return value;
    }
}
