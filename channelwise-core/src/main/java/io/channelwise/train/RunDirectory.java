package io.channelwise.train;

import io.channelwise.data.DatasetSpec;
import io.channelwise.data.KnownSides;
import io.channelwise.data.Splits;
import io.channelwise.report.EpochRecord;
import io.channelwise.report.RunHistory;
import io.channelwise.report.TensorBoardEvents;
import io.channelwise.report.TestedEpoch;
import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.Presence;
import io.channelwise.runtime.RegularFiles;
import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The folder of a run: {@code config.json}, {@code metrics.jsonl} with a line an epoch and the same as TensorBoard's
 * {@code events.out.tfevents...}, {@code evaluation.json} with the scores of the latest test, {@code report.html},
 * {@code held-out.txt} and {@code trained-on.txt} with the test and the training images where the library divided them,
 * and {@code checkpoints/} with {@code best}, {@code last} and what resuming needs. Every file in it is whole at any
 * moment. One session writes into it at a time, which {@code .lock} sees to.
 */
public record RunDirectory(Path path) {

    private static final String CONFIG = "config.json";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String METRICS = "metrics.jsonl";
    private static final String EVALUATION = "evaluation.json";

    /** Far more than a thousand classes or a hundred thousand epochs take. */
    private static final long LARGEST = 1 << 26;

    /**
     * Makes the folder of a new run, which appears with its configuration in it.
     *
     * @throws TrainingException if a folder of that name is there or it cannot be made
     */
    public static RunDirectory create(Path path, RunConfig config) {
        return createUnlessThere(path, config)
                .orElseThrow(() -> new TrainingException(
                        path + " is there already: choose another name with --run, or go on with --resume " + path));
    }

    /**
     * Makes the folder of a new run, which appears with its configuration in it.
     *
     * @return empty if there is something of that name; of several sessions that begin at once, one makes it
     * @throws TrainingException if it cannot be made
     */
    public static Optional<RunDirectory> createUnlessThere(Path path, RunConfig config) {
        try {
            Path parent = Files.createDirectories(path.toAbsolutePath().getParent());
            if (Presence.exists(path)) {
                return Optional.empty();
            }
            RunDirectory beside = new RunDirectory(
                    Files.createDirectory(parent.resolve("." + path.getFileName() + "." + UUID.randomUUID())));
            try {
                beside.write(CONFIG, utf8(RunJson.pretty(config)));
                Files.createDirectory(beside.checkpoints());
                Files.move(beside.path, path);
            } catch (IOException | RuntimeException e) {
                beside.deleteBeginning();
                throw e;
            }
            return Optional.of(new RunDirectory(path));
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TrainingException(path + " cannot be made: " + IoReasons.of(e), e);
        }
    }

    /**
     * Opens the folder of an earlier run to go on with it; half-written files that a killed session left are removed.
     *
     * @throws TrainingException if it is no run's folder, or another session is training it
     */
    public static RunDirectory open(Path path) {
        RunDirectory run = view(path);
        try (RunLock lock = RunLock.take(path)) {
            run.clearAway();
        }
        return run;
    }

    /**
     * Opens the folder of a run to look at it, which may be under way: nothing is changed.
     *
     * @throws TrainingException if it is no run's folder
     */
    public static RunDirectory view(Path path) {
        if (!isRun(path)) {
            throw new TrainingException(path + " is no run's folder: it has no " + CONFIG);
        }
        return new RunDirectory(path);
    }

    /** @throws TrainingException if this user must not look into the folder */
    static boolean isRun(Path path) {
        return isThere(path.resolve(CONFIG));
    }

    private static boolean isThere(Path file) {
        try {
            return Presence.isFile(file);
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be read: " + IoReasons.of(e), e);
        }
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

    /** Takes the folder away again if nothing was trained into it and no session is at it, as when the run could not begin. */
    public void removeIfUntouched() {
        try (RunLock lock = RunLock.take(path)) {
            deleteBeginning();
        } catch (TrainingException e) {
            // Another session has begun meanwhile.
            return;
        }
    }

    private void deleteBeginning() {
        try {
            Files.delete(checkpoints());
            Files.delete(path.resolve(CONFIG));
            Files.deleteIfExists(path.resolve(RunLock.FILE));
            Files.delete(path);
        } catch (IOException e) {
            // A folder that holds more than its beginning stays.
            return;
        }
    }

    /** The run's folder that a checkpoint, or what a link to one leads to, lies in; empty if it lies elsewhere. */
    public static Optional<RunDirectory> of(Path checkpoint) {
        Path named = checkpoint.toAbsolutePath().normalize();
        return above(named).or(() -> real(named).flatMap(RunDirectory::above));
    }

    private static Optional<RunDirectory> above(Path checkpoint) {
        Path folder = checkpoint.getParent();
        boolean checkpoints = folder != null
                && folder.getFileName() != null
                && folder.getFileName().toString().equals(CHECKPOINTS)
                && isRun(folder.getParent());
        return checkpoints ? Optional.of(new RunDirectory(folder.getParent())) : Optional.empty();
    }

    private static Optional<Path> real(Path file) {
        try {
            return Optional.of(file.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Which images the run is tested on and which it has trained on, to be given to whoever reads them again; empty if its
     * data came divided.
     *
     * @param data where they are now, if not where the run's configuration says
     * @throws TrainingException if the lists cannot be read
     */
    public Optional<KnownSides> sides(Optional<Path> data) {
        return recordedSides(data).read();
    }

    private RecordedSides recordedSides(Optional<Path> moved) {
        return new RecordedSides(path, config().settings().data(), moved);
    }

    /** Writes down which images are on which side, where that was decided here. */
    void writeSides(Splits splits) {
        if (splits.isDividedHere()) {
            recordedSides(Optional.empty()).write(splits);
        }
    }

    /**
     * Changes the settings of the run, to go on with them; the lists of images come first, so that they fit the data of
     * either.
     *
     * @throws TrainingException if they cannot be written, or another session is training the run
     */
    public void goOn(RunConfig changed, Splits splits) {
        try (RunLock lock = RunLock.take(path)) {
            if (splits.isDividedHere()) {
                recordedSides(DatasetSpec.parse(changed.settings().data()).folder())
                        .write(splits);
            }
            write(CONFIG, utf8(RunJson.pretty(changed)));
        }
    }

    /**
     * The configuration with which the run began.
     *
     * @throws TrainingException if it cannot be read
     */
    public RunConfig config() {
        return read(path.resolve(CONFIG), text -> RunJson.read(EarlierRuns.completed(text), RunConfig.class));
    }

    /**
     * What was planned, and the epochs that are done; none before the first one is saved.
     *
     * @throws TrainingException if the configuration or the metrics cannot be read
     */
    public RunHistory history() {
        RunConfig config = config();
        Path file = path.resolve(METRICS);
        if (!isThere(file)) {
            return config.history(List.of());
        }
        return read(
                file,
                text -> config.history(text.lines()
                        .map(line -> RunJson.read(line, EpochRecord.class))
                        .toList()));
    }

    /**
     * The scores of the latest test: of the best epoch once the run is finished, of the last one before. Empty before the
     * first test, and for runs of versions that did not store them.
     *
     * @throws TrainingException if they cannot be read
     */
    public Optional<TestedEpoch> tested() {
        Path file = path.resolve(EVALUATION);
        return isThere(file)
                ? Optional.of(read(file, text -> RunJson.read(text, TestedEpoch.class)))
                : Optional.empty();
    }

    private static <T> T read(Path file, Function<String, T> parser) {
        try {
            long size = RegularFiles.size(file);
            if (size > LARGEST) {
                throw new TrainingException(file + ": " + size + " bytes; allowed: up to " + LARGEST + " bytes");
            }
            return parser.apply(new String(RegularFiles.bytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be read: " + IoReasons.of(e), e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new TrainingException(file + " cannot be read: " + e.getMessage(), e);
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

    /**
     * Whether a session could go on from where an earlier one ended.
     *
     * @throws TrainingException if this user must not look into the folder
     */
    boolean hasResumePoint() {
        return isThere(resumePoint());
    }

    /** What {@code --resume} would come to now, for whoever is stopped; the folder may have been deleted meanwhile. */
    public Resumption resumption() {
        if (!Files.exists(path.resolve(CONFIG))) {
            return Resumption.NONE;
        }
        return Files.exists(resumePoint()) ? Resumption.AFTER_AN_EPOCH : Resumption.FROM_THE_BEGINNING;
    }

    /** What going on with a run means. */
    public enum Resumption {
        /** Its folder is gone. */
        NONE,
        /** No epoch is saved. */
        FROM_THE_BEGINNING,
        /** After the last epoch that is saved. */
        AFTER_AN_EPOCH
    }

    private Path checkpoints() {
        return path.resolve(CHECKPOINTS);
    }

    void writeMetrics(List<EpochRecord> epochs) {
        String lines = epochs.stream().map(epoch -> RunJson.line(epoch) + "\n").collect(Collectors.joining());
        write(METRICS, utf8(lines));
    }

    void writeEvents(Instant started, List<EpochRecord> epochs) {
        write(TensorBoardEvents.fileName(started), TensorBoardEvents.of(started, epochs), GrowingFile::write);
    }

    void writeEvaluation(TestedEpoch tested) {
        write(EVALUATION, utf8(RunJson.pretty(tested)));
    }

    private void write(String name, byte[] bytes) {
        write(name, bytes, AtomicFile::write);
    }

    private void write(String name, byte[] bytes, FileWriter writer) {
        Path file = path.resolve(name);
        try {
            writer.write(file, bytes);
        } catch (IOException e) {
            throw new TrainingException(file + " cannot be written: " + IoReasons.of(e), e);
        }
    }

    @FunctionalInterface
    private interface FileWriter {
        void write(Path file, byte[] bytes) throws IOException;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
