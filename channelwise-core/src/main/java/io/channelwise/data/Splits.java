package io.channelwise.data;

import java.util.List;

/**
 * A dataset's two parts, with the same classes in the same order.
 *
 * @param train what a network learns from
 * @param test what it is judged by
 * @param skipped each file of an image folder that is not used, as {@code PATH: reason}
 * @param division how the test images were held out, a sentence; empty if the data came divided
 */
public record Splits(Dataset train, Dataset test, List<String> skipped, String division) {

    /** Keeps its own copy of the list. */
    public Splits {
        skipped = List.copyOf(skipped);
    }

    /** Whether the test images were held out here, by a draw. */
    public boolean isDividedHere() {
        return !division.isEmpty();
    }

    /** Two parts of which every file is used. */
    public static Splits of(Dataset train, Dataset test) {
        return new Splits(train, test, List.of(), "");
    }
}
