package io.channelwise.train;

import io.channelwise.report.ComparedRun;
import io.channelwise.report.Comparison;
import io.channelwise.report.RunHistory;
import io.channelwise.report.TestedEpoch;
import io.channelwise.runtime.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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

    /**
     * Sets runs beside each other, under the names of their folders, or their paths if two have the same name.
     *
     * @throws IllegalArgumentException for fewer than two runs, or the same one twice
     */
    public static Comparison compare(List<RecordedRun> runs, Instant now) {
        long names = runs.stream().map(RecordedRun::name).distinct().count();
        List<ComparedRun> compared = runs.stream()
                .map(run -> new ComparedRun(
                        names == runs.size() ? run.name() : run.fullPath(), run.history, run.tested.orElse(null)))
                .toList();
        return Comparison.of(compared, Version.current(), now);
    }

    /** The name of its folder, under which it is found; a copy or a renamed run has another than it was begun with. */
    public String name() {
        return Path.of(fullPath()).getFileName().toString();
    }

    private String fullPath() {
        return directory.path().toAbsolutePath().normalize().toString();
    }
}
