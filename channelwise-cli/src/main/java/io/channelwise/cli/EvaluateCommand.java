package io.channelwise.cli;

import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetSpec;
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
import io.channelwise.weights.ClassNames;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.WeightsException;
import io.channelwise.weights.WeightsSource;
import io.channelwise.weights.WeightsSource.LocalFile;
import java.io.PrintWriter;
import java.util.List;
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
            Usage.check(spec, () -> Usage.positive("--workers", workers));
        }
        if (size != null) {
            Usage.check(spec, () -> Usage.size("--size", size));
        }
        WeightsSource where = weights.source(spec);
        PrintWriter err = spec.commandLine().getErr();
        ComputeDevice on = device.device(err);
        Checkpoint checkpoint = where.read(weights.cache(spec));
        Splits splits = source.open(err::println);
        ModelDescription wished = describe(where, checkpoint, source, splits.test());
        try (TrainedNetwork trained = DescriptionOptions.load(where, checkpoint, wished)) {
            requireSameClasses(where, trained, splits.test());
            Evaluation evaluation = evaluate(trained, splits.test(), on, new ConsoleProgress(err));
            print(evaluation, trained, splits.test());
        }
    }

    private Evaluation evaluate(TrainedNetwork trained, Dataset test, ComputeDevice on, ConsoleProgress progress) {
        Placement place = new Placement(on, MemoryLayout.CHANNELS_LAST, Precision.FLOAT32);
        if (on.isCpu()) {
            trained.network().evalOnly();
        } else {
            place.take(trained.network());
        }
        LoaderSettings settings = LoaderSettings.evaluation(batchSize, workers == null ? Workers.beside(on) : workers)
                .withBytes(place.takesBytes());
        return new Evaluator(trained.network(), place)
                .evaluate("evaluate", TrainingData.inOrder(test, trained.preprocessing(), settings), progress);
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

    /** Published weights may have numbers for names; a file of one's own means its names. */
    static void requireSameClasses(WeightsSource where, TrainedNetwork trained, Dataset test) {
        List<String> classes = trained.classes();
        boolean unnamed = !(where instanceof LocalFile) && ClassNames.areNumbers(classes);
        boolean fits = unnamed ? classes.size() == test.classes().size() : classes.equals(test.classes());
        if (!fits) {
            throw new WeightsException(where.word() + " was trained for " + Texts.classes(classes) + "; " + test.name()
                    + " has " + Texts.classes(test.classes()));
        }
    }

    private void print(Evaluation evaluation, TrainedNetwork trained, Dataset test) {
        PrintWriter out = spec.commandLine().getOut();
        TestScores scores = evaluation.scores(test.classes());
        if (common.json) {
            out.println(Json.line(Scores.json(scores)));
            return;
        }
        out.printf("%s on %s, %s images%n", trained.model(), test.name(), Texts.count(scores.samples()));
        Scores.print(scores, allClasses, out);
    }
}
