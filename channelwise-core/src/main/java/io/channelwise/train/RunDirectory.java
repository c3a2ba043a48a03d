package io.channelwise.train;

import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.IoReasons;
import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The folder of a run: {@code config.json}, {@code metrics.jsonl} with a line an epoch, {@code report.html}, and
 * {@code checkpoints/} with {@code best}, {@code last} and what resuming needs. Every file in it is whole at any moment.
 */
public record RunDirectory(Path path) {

    private static final String CONFIG = "config.json";

    /**
     * Makes the folder of a new run, which appears with its configuration in it.
     *
     * @throws TrainingException if a folder of that name is there or it cannot be made
     */
    public static RunDirectory create(Path path, RunConfig config) {
        if (Files.exists(path)) {
            throw new TrainingException(
                    path + " is there already: choose another name with --run, or go on with --resume " + path);
        }
        try {
            Path parent = Files.createDirectories(path.toAbsolutePath().getParent());
            Path beside = Files.createTempDirectory(parent, "." + path.getFileName() + ".");
            RunDirectory made = new RunDirectory(beside);
            made.writeText(made.path.resolve(CONFIG), RunJson.pretty(config));
            Files.createDirectory(made.checkpoints());
            Files.move(beside, path);
            return new RunDirectory(path);
        } catch (IOException e) {
            throw new TrainingException(path + " cannot be made: " + IoReasons.of(e), e);
        }
    }

    /**
     * Opens the folder of an earlier run to go on with it; half-written files that a killed session left are removed.
     *
     * @throws TrainingException if it is no run's folder
     */
    public static RunDirectory open(Path path) {
        RunDirectory run = new RunDirectory(path);
        if (!Files.isRegularFile(path.resolve(CONFIG))) {
            throw new TrainingException(path + " is no run's folder: it has no " + CONFIG);
        }
        run.clearAway();
        return run;
    }

    /** Removes what a session that was killed in the middle of writing has left beside the files. */
    private void clearAway() {
        for (Path folder : List.of(path, checkpoints())) {
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".*.tmp")) {
                for (Path leftover : leftovers) {
                    Files.deleteIfExists(leftover);
                }
            } catch (IOException e) {
                throw new TrainingException(folder + " cannot be used: " + IoReasons.of(e), e);
            }
        }
    }

    /** Takes the folder away again if nothing was trained into it, as when the run could not begin. */
    public void removeIfUntouched() {
        try {
            Files.delete(checkpoints());
            Files.delete(path.resolve(CONFIG));
            Files.delete(path);
        } catch (IOException e) {
            // A folder that holds more than its beginning stays.
            return;
        }
    }

    /** The configuration with which the run began. */
    public RunConfig config() {
        Path file = path.resolve(CONFIG);
        try {
            return RunJson.MAPPER.readValue(EarlierRuns.completed(Files.readString(file)), RunConfig.class);
        } catch (IOException | IllegalArgumentException e) {
            throw new TrainingException(
                    file + " cannot be read: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** The weights of the epoch with the highest test top-1. */
    public Path best() {
        return checkpoints().resolve("best.safetensors");
    }

    /** The weights of the last epoch. */
    public Path last() {
        return checkpoints().resolve("last.safetensors");
    }

    /** The page to look at. */
    public Path report() {
        return path.resolve("report.html");
    }

    Path resumePoint() {
        return checkpoints().resolve("resume.safetensors");
    }

    private Path checkpoints() {
        return path.resolve("checkpoints");
    }

    void writeMetrics(List<EpochRecord> epochs) {
        Path file = path.resolve("metrics.jsonl");
        String lines = epochs.stream().map(epoch -> RunJson.line(epoch) + "\n").collect(Collectors.joining());
        try {
            writeText(file, lines);
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be written: " + IoReasons.of(e), e);
        }
    }

    private void writeText(Path file, String text) throws IOException {
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
