package io.channelwise.cli;

import io.channelwise.data.BadImages;
import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.Splits;
import io.channelwise.inference.Evaluation;
import io.channelwise.inference.Evaluator;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.inference.Placement;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Models;
import io.channelwise.report.TestScores;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Precision;
import io.channelwise.train.TrainingData;
import io.channelwise.train.Workers;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.InputKernel;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.WeightsSource;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code channelwise evaluate}: the scores of a trained network on a data set's test images. */
@Command(name = "evaluate", description = "Score a trained network on the test images of a data set.")
final class EvaluateCommand implements Runnable {

    @Mixin
    private Common common;

    @Mixin
    private WeightsOption weights;

    @Mixin
    private DataOption data;

    @Mixin
    private DescriptionOptions description;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Input size. Default: the file's, else the data set's.")
    private Integer size;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "100",
            description = "Images at a time. Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(names = "--workers", paramLabel = "N", description = "Decoding threads. " + RunOptions.WORKERS)
    private Integer workers;

    @Mixin
    private DeviceOption device;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "float32",
            description = "float32, or bf16 for convolutions in bfloat16. Default: ${DEFAULT-VALUE}.")
    private Precision precision;

    @Option(
            names = "--on-bad-image",
            paramLabel = "WORD",
            description = "An image that cannot be decoded: fail or skip. Default: as in the training that made the "
                    + "weights, else fail.")
    private BadImages onBadImage;

    @Option(names = "--all-classes", description = "Show every class, not only those that are recognised worst.")
    private boolean allClasses;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        DatasetSpec source = data.spec(spec);
        description.check(spec);
        Usage.check(spec, () -> Usage.positive("--batch-size", batchSize));
        if (workers != null) {
            Usage.check(spec, () -> LoaderSettings.requireWorkers("--workers", workers));
        }
        if (size != null) {
            Usage.check(spec, () -> Usage.size("--size", size));
        }
        WeightsSource where = weights.source(spec);
        PrintWriter err = spec.commandLine().getErr();
        ComputeDevice on = device.device(err);
        Checkpoint checkpoint = where.read(weights.cache(spec));
        Splits splits = OpenedData.toScore(where, source, err);
        ModelDescription wished = describe(where, checkpoint, source, splits.test());
        Checkpoint fitting = fitting(checkpoint, wished, err);
        try (TrainedNetwork trained = DescriptionOptions.load(where, fitting, wished)) {
            Dataset test = FittingClasses.of(where, trained, splits.test(), err);
            OpenedData.sayDivision(splits, err);
            Evaluation evaluation = evaluate(trained, test, on, OpenedData.onBadImage(onBadImage, checkpoint), err);
            print(evaluation, trained, test);
        }
    }

    private Evaluation evaluate(
            TrainedNetwork trained, Dataset test, ComputeDevice on, BadImages answer, PrintWriter err) {
        Placement place = new Placement(on, MemoryLayout.CHANNELS_LAST, precision);
        PrecisionNote.print(precision, on, err);
        if (on.isCpu() && precision == Precision.FLOAT32) {
            trained.network().evalOnly();
        } else {
            place.take(trained.network());
        }
        LoaderSettings settings = LoaderSettings.evaluation(batchSize, workers == null ? Workers.beside(on) : workers)
                .withBytes(place.takesBytes())
                .with(answer);
        Loader loader = TrainingData.inOrder(test, trained.preprocessing(), settings);
        Evaluation evaluation =
                new Evaluator(trained.network(), place).evaluate("evaluate", loader, new ConsoleProgress(err));
        SkippedLines.print(loader.skipped(), err);
        return evaluation;
    }

    private ModelDescription describe(WeightsSource where, Checkpoint checkpoint, DatasetSpec source, Dataset test) {
        ModelDescription known = checkpoint.description().orElseGet(() -> guess(where, source, test));
        return description.over(known, Optional.ofNullable(size), spec);
    }

    private ModelDescription guess(WeightsSource where, DatasetSpec source, Dataset test) {
        String model = description.requireModel(where);
        int pixels = source.defaults().imageSize().orElse(Models.entry(model).imageSize());
        Preprocessing input = TrainingData.preprocessing(source.defaults(), pixels);
        return new ModelDescription(model, test.classes(), input, Map.of(), "");
    }

    /** Weights for colour on grey images, and the other way round. */
    private static Checkpoint fitting(Checkpoint checkpoint, ModelDescription wished, PrintWriter err) {
        Checkpoint fitting = InputKernel.fit(
                checkpoint, wished.model(), wished.preprocessing().channels());
        List<String> notes = fitting.weights().notes();
        notes.subList(checkpoint.weights().notes().size(), notes.size()).forEach(err::println);
        return fitting;
    }

    private void print(Evaluation evaluation, TrainedNetwork trained, Dataset test) {
        PrintWriter out = spec.commandLine().getOut();
        TestScores scores = evaluation.scores(test.classes());
        if (common.json) {
            out.println(Json.line(Scores.json(scores)));
            return;
        }
        out.printf(Locale.ROOT, "%s on %s, %s images%n", trained.model(), test.name(), Texts.count(scores.samples()));
        Scores.print(scores, allClasses, out);
    }
}
