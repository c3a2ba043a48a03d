package io.channelwise.cli;

import io.channelwise.data.DatasetSpec;
import io.channelwise.data.KnownSides;
import io.channelwise.data.Reading;
import io.channelwise.data.Splits;
import io.channelwise.inference.LayoutChoice;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Engine;
import io.channelwise.runtime.ShellWords;
import io.channelwise.runtime.ThreadCount;
import io.channelwise.runtime.Version;
import io.channelwise.train.RunConfig;
import io.channelwise.train.RunDirectory;
import io.channelwise.train.RunDirectory.Resumption;
import io.channelwise.train.TrainResult;
import io.channelwise.train.TrainSettings;
import io.channelwise.train.Trainer;
import io.channelwise.train.TrainingData;
import io.channelwise.train.TrainingException;
import io.channelwise.weights.WeightsSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code channelwise train}: from images to a checked network and a report. */
@Command(
        name = "train",
        sortOptions = false,
        customSynopsis = {
            "channelwise train [OPTION...]",
            "       channelwise train --resume FOLDER [--epochs N] [--data DATA] [--threads N] [--memory WORD]"
        },
        description = "Train a network. Without options: a small SK network on drawn shapes, in a few minutes.")
final class TrainCommand implements Runnable {

    private static final Set<String> BESIDE_RESUME =
            Set.of("--resume", "--threads", "--memory", "--json", "--verbose", "--epochs", "--data", "--on-bad-image");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Mixin
    private Common common;

    @Mixin
    private TrainOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (options.subject.listRecipes) {
            listRecipes();
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        RunOptions wishes = options.run;
        if (wishes.threads != null) {
            Engine.setThreads(Usage.check(spec, () -> ThreadCount.require("--threads", wishes.threads)));
        }
        if (wishes.memory != null) {
            Engine.setMemory(wishes.memory);
        }
        if (wishes.resume != null) {
            requireNothingElse();
            resume(RunDirectory.open(wishes.resume), err);
        } else {
            begin(err);
        }
    }

    private void resume(RunDirectory run, PrintWriter err) {
        RunConfig begun = run.config();
        TrainSettings settings = Usage.check(spec, () -> options.goingOn(begun.settings(), run.history()));
        Optional<Path> folder = DatasetSpec.parse(settings.data()).folder();
        folder.ifPresent(path -> requireThere(path, settings.data(), run));
        Optional<KnownSides> sides = run.sides(folder);
        TrainingData data = open(settings, Reading.TRAINING.requiring(sides), err);
        requireSameClasses(begun, data);
        requireSameDivision(run, sides, data);
        if (!settings.equals(begun.settings())) {
            run.goOn(begun.with(settings), data.splits());
        }
        train(run, data, err);
    }

    private static void requireThere(Path folder, String word, RunDirectory run) {
        if (!Files.isDirectory(folder)) {
            throw new TrainingException(folder + ": no such folder; if the images have moved, add --data "
                    + DatasetSpec.parse(word).name().word() + ":FOLDER to --resume " + run.path());
        }
    }

    private static void requireSameDivision(RunDirectory run, Optional<KnownSides> sides, TrainingData data) {
        if (sides.isEmpty()
                && data.splits().isDividedHere()
                && !run.history().epochs().isEmpty()) {
            throw new TrainingException(
                    "the data has changed since the run began: it came with a folder of test images,"
                            + " which is missing now");
        }
    }

    private void begin(PrintWriter err) {
        ComputeDevice device = DeviceOption.tellReason(options.run.device(), err);
        TrainSettings wished = Usage.check(spec, () -> options.settings(device, err));
        PrecisionNote.print(wished.computation().precision(), device, err);
        options.subject.fetch(wished, err);
        TrainingData data = open(wished, Reading.TRAINING.beside(sides(wished, err)), err);
        PhotographsNote.print(wished, data.splits(), err);
        TrainSettings settings =
                options.run.measuresMemoryFormat() && device.isCpu() ? measured(wished, data, err) : wished;
        train(newRun(settings, data), data, err);
    }

    /** Fine-tuning never tests on what the weights have been trained on. */
    private static Optional<KnownSides> sides(TrainSettings settings, PrintWriter err) {
        return Optional.ofNullable(settings.weights())
                .flatMap(word -> OpenedData.sides(WeightsSource.parse(word), DatasetSpec.parse(settings.data()), err));
    }

    private static TrainSettings measured(TrainSettings wished, TrainingData data, PrintWriter err) {
        int size = wished.imageSize();
        int batch = wished.optimization().batchSize();
        try (Network network =
                Models.create(wished.model(), data.channels(), data.classes().size(), wished.seed())) {
            LayoutChoice choice = LayoutChoice.measure(network, batch, data.channels(), size, size);
            err.printf(
                    Locale.ROOT,
                    "memory format %s: a step takes %.0f ms channels-last, %.0f ms contiguous%n",
                    choice.layout(),
                    choice.channelsLast(),
                    choice.contiguous());
            return wished.withMemoryFormat(choice.layout());
        }
    }

    private void listRecipes() {
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.println(RecipeList.json());
        } else {
            RecipeList.print(out);
        }
    }

    private void requireNothingElse() {
        boolean alone = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .allMatch(BESIDE_RESUME::contains);
        if (!alone) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--resume goes on with the run's own settings; leave out the other options, but for --epochs, --data,"
                            + " --on-bad-image, --threads and --memory");
        }
    }

    private static void requireSameClasses(RunConfig begun, TrainingData data) {
        if (!begun.classes().equals(data.classes())) {
            throw new TrainingException("the data has changed since the run began: it had "
                    + Texts.classes(begun.classes()) + ", now " + Texts.classes(data.classes()));
        }
    }

    private static TrainingData open(TrainSettings settings, Reading reading, PrintWriter err) {
        DatasetSpec data = DatasetSpec.parse(settings.data());
        Splits splits = OpenedData.open(data, reading, err);
        err.printf(
                Locale.ROOT,
                "%s: %s training and %s test images, %d classes%n",
                data,
                Texts.count(splits.train().size()),
                Texts.count(splits.test().size()),
                splits.train().classes().size());
        return TrainingData.of(splits, data.defaults(), settings);
    }

    private RunDirectory newRun(TrainSettings settings, TrainingData data) {
        String dataWord = DatasetSpec.parse(settings.data()).name().word();
        String usual =
                settings.model() + "-" + dataWord + "-" + LocalDateTime.now().format(STAMP);
        if (options.run.isNamed()) {
            RunConfig config = config(options.run.name(usual), settings, data);
            return RunDirectory.create(options.run.runsDir().resolve(config.run()), config);
        }
        // The jobs of an array begin in the same second.
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> config(n == 1 ? usual : usual + "-" + n, settings, data))
                .flatMap(config ->
                        RunDirectory.createUnlessThere(options.run.runsDir().resolve(config.run()), config).stream())
                .findFirst()
                .orElseThrow();
    }

    private static RunConfig config(String name, TrainSettings settings, TrainingData data) {
        String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new RunConfig(name, settings, data.classes(), started, Version.current());
    }

    private void train(RunDirectory run, TrainingData data, PrintWriter err) {
        TrainSettings settings = run.config().settings();
        err.printf(
                Locale.ROOT,
                "%s, %s, run %s%n",
                settings.model(),
                Texts.plural(Engine.threads(), "thread"),
                run.path());
        ConsoleProgress progress = new ConsoleProgress(err);
        Watcher.resume(ShellWords.command("train", "--resume", run.path()));
        TrainResult result;
        try (Trainer trainer = begin(run, data, progress);
                Interruption hint = new Interruption(() -> progress.stop(lastWords(run)))) {
            sayWhere(trainer, settings.optimization().epochs(), err);
            result = trainer.train();
        } catch (Interruption.Stopped e) {
            return;
        }
        print(result, settings);
    }

    private static String lastWords(RunDirectory run) {
        return run.resumption() == Resumption.NONE
                ? "stopped; the folder of the run is gone, and what was trained with it"
                : "stopped; go on with: " + ShellWords.command("train", "--resume", run.path());
    }

    private static Trainer begin(RunDirectory run, TrainingData data, ConsoleProgress progress) {
        try {
            return new Trainer(run, data, progress);
        } catch (RuntimeException e) {
            run.removeIfUntouched();
            throw e;
        }
    }

    private static void sayWhere(Trainer trainer, int epochs, PrintWriter err) {
        int done = trainer.epochsDone();
        if (trainer.isFinished()) {
            err.printf(Locale.ROOT, "%s done already; testing the best checkpoint%n", Texts.plural(done, "epoch"));
        } else if (done > 0) {
            err.printf(Locale.ROOT, "going on after epoch %d of %d%n", done, epochs);
        }
    }

    private void print(TrainResult result, TrainSettings settings) {
        PrintWriter out = spec.commandLine().getOut();
        RunDirectory run = result.run();
        double top1 = result.evaluation().top1();
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", run.path().toString());
            json.put("top1", top1);
            json.put("epochs", result.epochs().size());
            out.println(Json.line(json));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s on %s: top-1 %s of %s test images%n",
                settings.model(),
                settings.data(),
                Texts.percent(top1),
                Texts.count(result.evaluation().samples()));
        out.println("Checkpoint  " + run.best());
        out.println("Report      " + run.report());
        out.println("Try next    " + ShellWords.command("predict", "--weights", run.best(), "IMAGE"));
    }
}
