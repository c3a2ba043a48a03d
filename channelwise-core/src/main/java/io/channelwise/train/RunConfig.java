package io.channelwise.train;

import io.channelwise.report.EpochRecord;
import io.channelwise.report.RunHistory;
import java.time.Instant;
import java.util.List;

/**
 * What {@code config.json} of a run holds.
 *
 * @param run the run's name
 * @param settings all that decides how it trains
 * @param classes the class names in the order of the outputs
 * @param started when it began, ISO 8601
 * @param libraryVersion the version that began it
 */
public record RunConfig(
        String run, TrainSettings settings, List<String> classes, String started, String libraryVersion) {

    /** @throws IllegalArgumentException if something is missing, as in a file that is no run's */
    public RunConfig {
        require("run", run);
        require("settings", settings);
        require("data of the settings", settings.data());
        require("model of the settings", settings.model());
        require("optimization of the settings", settings.optimization());
        require("classes", classes);
        require("started", started);
        require("library version", libraryVersion);
    }

    /** The same run with other settings. */
    public RunConfig with(TrainSettings changed) {
        return new RunConfig(run, changed, classes, started, libraryVersion);
    }

    private static void require(String name, Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": missing");
        }
    }

    /** The run as far as these epochs. */
    RunHistory history(List<EpochRecord> epochs) {
        return new RunHistory(
                run,
                settings.model(),
                settings.data(),
                libraryVersion,
                begun(),
                settings.optimization().epochsToTrain(epochs),
                epochs,
                classes,
                SettingsTable.text(settings));
    }

    Instant begun() {
        return Instant.parse(started);
    }
}
