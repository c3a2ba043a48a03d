package io.channelwise.report;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a report shows about one training run, finished or under way.
 *
 * @param run the run's name
 * @param model the model's name, such as {@code se_resnet20}
 * @param data the data, as the user named it
 * @param libraryVersion Channelwise's version
 * @param started when the run began
 * @param parameters the model's trainable numbers
 * @param plannedEpochs the epochs after which the run ends
 * @param epochs the epochs done so far, in order
 * @param testedEpoch the epoch whose weights the confusion matrix and the mistakes are of; 0 if nothing was tested
 * @param classes the class names, in the order of the model's outputs
 * @param confusion [classes, classes] counts of test samples: row is the true class, column the
 *     predicted one; no rows if nothing was tested. Not copied
 * @param mistakes wrongly classified test samples; the {@value #MOST_MISTAKES} most confident are kept, the worst first
 * @param settings the run's settings in the order to show them
 * @param commands how to repeat, resume or evaluate the run
 */
@SuppressWarnings("ArrayRecordComponent") // two reports are never compared
public record RunReport(
        String run,
        String model,
        String data,
        String libraryVersion,
        Instant started,
        long parameters,
        int plannedEpochs,
        List<EpochRecord> epochs,
        int testedEpoch,
        List<String> classes,
        long[][] confusion,
        List<Mistake> mistakes,
        Map<String, String> settings,
        List<Command> commands) {

    /** How many mistakes a report keeps. */
    public static final int MOST_MISTAKES = 24;

    /** @throws IllegalArgumentException if the confusion matrix does not fit the classes, or epochs exceed the plan */
    public RunReport {
        requireSquare(confusion, classes.size());
        if (epochs.size() > plannedEpochs) {
            throw new IllegalArgumentException("plannedEpochs: " + plannedEpochs + ", but " + epochs.size()
                    + " epochs are done; expected a plan of at least as many");
        }
        epochs = List.copyOf(epochs);
        classes = List.copyOf(classes);
        mistakes = worst(mistakes);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        commands = List.copyOf(commands);
    }

    /** The epoch with the highest test top-1, the earliest of equals; empty if nothing was tested. */
    public Optional<EpochRecord> best() {
        return epochs.stream()
                .filter(epoch -> !Double.isNaN(epoch.testTop1()))
                .reduce((best, epoch) -> epoch.testTop1() > best.testTop1() ? epoch : best);
    }

    /** The latest epoch; empty before the first one ends. */
    public Optional<EpochRecord> last() {
        return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.get(epochs.size() - 1));
    }

    /** Whether every planned epoch is done. */
    public boolean finished() {
        return epochs.size() == plannedEpochs;
    }

    /** The wall-clock time of all epochs done, in seconds. */
    public double seconds() {
        return epochs.stream().mapToDouble(EpochRecord::seconds).sum();
    }

    /** The mean of the epochs' training speeds, in images per second; NaN before the first epoch ends. */
    public double imagesPerSecond() {
        return epochs.stream()
                .mapToDouble(EpochRecord::imagesPerSecond)
                .average()
                .orElse(Double.NaN);
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
