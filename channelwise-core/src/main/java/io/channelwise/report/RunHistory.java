package io.channelwise.report;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a training run is to do, and how far it has come.
 *
 * @param run the run's name
 * @param model the model's name, such as {@code se_resnet20}
 * @param data the data, as the user named it
 * @param version the version of Channelwise that began it
 * @param started when the run began
 * @param plannedEpochs the epochs after which the run ends
 * @param epochs the epochs done so far, in order
 * @param classes the class names, in the order of the model's outputs
 * @param settings the run's settings in the order to show them
 */
public record RunHistory(
        String run,
        String model,
        String data,
        String version,
        Instant started,
        int plannedEpochs,
        List<EpochRecord> epochs,
        List<String> classes,
        Map<String, String> settings) {

    /** @throws IllegalArgumentException if epochs exceed the plan */
    public RunHistory {
        if (epochs.size() > plannedEpochs) {
            throw new IllegalArgumentException("plannedEpochs: " + plannedEpochs + ", but " + epochs.size()
                    + " epochs are done; expected a plan of at least as many");
        }
        epochs = List.copyOf(epochs);
        classes = List.copyOf(classes);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
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
}
