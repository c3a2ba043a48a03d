package io.channelwise.data;

import java.util.List;

/**
 * A dataset's two parts, with the same classes in the same order.
 *
 * @param train what a network learns from
 * @param test what it is judged by
 * @param skipped each file of an image folder that is not used, as {@code PATH: reason}
 * @param division how the test images were held out, a sentence; empty if the data came divided
 * @param notes what else the user should know, a sentence each
 */
public record Splits(Dataset train, Dataset test, List<String> skipped, String division, List<String> notes) {

    /** Keeps its own copies of the lists. */
    public Splits {
        skipped = List.copyOf(skipped);
        notes = List.copyOf(notes);
    }

    /** Whether the test images were held out here, by their names. */
    public boolean isDividedHere() {
        return !division.isEmpty();
    }

    /** Two parts of which every file is used. */
    public static Splits of(Dataset train, Dataset test) {
        return new Splits(train, test, List.of(), "", List.of());
    }
}
