package io.channelwise.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Comparator;
import java.util.List;

/**
 * What a report shows about one training run, finished or under way.
 *
 * @param history what was planned and what is done
 * @param tested the test that the classes, the calibration, the confusion matrix and the mistakes are of; {@code null} if
 *     nothing was tested
 * @param confusion [classes, classes] counts of test samples: row is the true class, column the
 *     predicted one; no rows if nothing was tested. Not copied
 * @param mistakes wrongly classified test samples; the {@value #MOST_MISTAKES} most confident are kept, the worst first
 * @param notes on the data
 * @param commands how to repeat, resume or evaluate the run
 */
@SuppressWarnings("ArrayRecordComponent") // two reports are never compared
public record RunReport(
        @JsonUnwrapped RunHistory history,
        TestedEpoch tested,
        long[][] confusion,
        List<Mistake> mistakes,
        DataNotes notes,
        List<Command> commands) {

    /** How many mistakes a report keeps. */
    public static final int MOST_MISTAKES = 24;

    /** @throws IllegalArgumentException if the confusion matrix does not fit the classes */
    public RunReport {
        requireSquare(confusion, history.classes().size());
        mistakes = worst(mistakes);
        commands = List.copyOf(commands);
    }

    private static List<Mistake> worst(List<Mistake> mistakes) {
        return mistakes.stream()
                .sorted(Comparator.comparingDouble(Mistake::confidence).reversed())
                .limit(MOST_MISTAKES)
                .toList();
    }

    private static void requireSquare(long[][] confusion, int classes) {
        if (confusion.length != 0 && confusion.length != classes) {
            throw new IllegalArgumentException(
                    "confusion: " + confusion.length + " rows; expected one for each of the " + classes + " classes");
        }
        for (long[] row : confusion) {
            if (row.length != classes) {
                throw new IllegalArgumentException("confusion: a row with " + row.length
                        + " columns; expected one for each of the " + classes + " classes");
            }
        }
    }
}
