package io.channelwise.report;

import java.util.List;

/**
 * What the reader of a report should know about the data.
 *
 * @param division how images were held out for the test, a sentence; empty if the data came divided
 * @param skippedFiles how many files were left out
 * @param skipped the first {@value #MOST_SKIPPED} of them, each as {@code PATH: reason}
 */
public record DataNotes(String division, int skippedFiles, List<String> skipped) {

    /** How many skipped files are named. */
    public static final int MOST_SKIPPED = 200;

    /** Nothing to know. */
    public static final DataNotes NONE = of("", List.of());

    public DataNotes {
        skipped = List.copyOf(skipped);
    }

    /** Keeps the first of the skipped files. */
    public static DataNotes of(String division, List<String> skipped) {
        return new DataNotes(division, skipped.size(), skipped.subList(0, Math.min(MOST_SKIPPED, skipped.size())));
    }
}
