package io.channelwise.train;

import io.channelwise.report.RunHistory;
import io.channelwise.report.TestedEpoch;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run's folder tells of the run.
 *
 * @param directory the folder
 * @param history what was planned and what is done
 * @param tested the latest test; empty before the first one
 */
public record RecordedRun(RunDirectory directory, RunHistory history, Optional<TestedEpoch> tested) {

    /**
     * Reads the folder of a run, which may be under way.
     *
     * @throws TrainingException if it is no run's folder, or a file in it cannot be read
     */
    public static RecordedRun read(Path path) {
        RunDirectory directory = RunDirectory.view(path);
        return new RecordedRun(directory, directory.history(), directory.tested());
    }

    /**
     * Reads a run by its folder, or by its name below a folder of runs.
     *
     * @throws TrainingException if neither is a run's folder, or a file in it cannot be read
     */
    public static RecordedRun find(String word, Path runs) {
        Path folder = Path.of(word);
        if (RunDirectory.isRun(folder)) {
            return read(folder);
        }
        Path named = runs.resolve(word);
        if (!RunDirectory.isRun(named)) {
            throw new TrainingException(word + ": no run's folder, and no name of a run in " + runs);
        }
        return read(named);
    }
}
