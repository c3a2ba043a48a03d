package io.channelwise.train;

import io.channelwise.data.Dataset;
import io.channelwise.data.Image;
import io.channelwise.inference.Evaluation;
import io.channelwise.models.Network;
import io.channelwise.report.Command;
import io.channelwise.report.EpochRecord;
import io.channelwise.report.HtmlReport;
import io.channelwise.report.Mistake;
import io.channelwise.report.PngImages;
import io.channelwise.report.RunReport;
import io.channelwise.report.TestedEpoch;
import io.channelwise.runtime.ShellWords;
import io.channelwise.runtime.Version;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.StateDicts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what a run leaves behind for people and for later use: checkpoints, metrics, scores and the report. */
final class RunRecorder {

    private final RunDirectory run;
    private final RunConfig config;
    private final TrainingData data;
    private final Network network;

    RunRecorder(RunDirectory run, RunConfig config, TrainingData data, Network network) {
        this.run = run;
        this.config = config;
        this.data = data;
        this.network = network;
    }

    /** Writes down which images are held out, where that was decided here. */
    void begin() {
        run.writeSides(data.splits());
    }

    /** Saves the weights after the last of these epochs, also as the best if they are, and the metrics. */
    void save(List<EpochRecord> epochs) {
        EpochRecord last = epochs.get(epochs.size() - 1);
        Checkpoint checkpoint = Checkpoint.of(describe(last), StateDicts.stored(network.stateDict()));
        checkpoint.write(run.last());
        if (bestEpoch(epochs) == last.epoch()) {
            checkpoint.write(run.best());
        }
        run.writeMetrics(epochs);
        run.writeEvents(config.begun(), epochs);
    }

    /** The epoch with the highest test top-1, the earliest of equals. */
    static int bestEpoch(List<EpochRecord> epochs) {
        return epochs.stream()
                .reduce((best, epoch) -> epoch.testTop1() > best.testTop1() ? epoch : best)
                .orElseThrow()
                .epoch();
    }

    private ModelDescription describe(EpochRecord epoch) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epoch", epoch.epoch());
        settings.put("test_top1", epoch.testTop1());
        settings.putAll(SettingsTable.of(config.settings()));
        return new ModelDescription(
                config.settings().model(), data.classes(), data.preprocessing(), settings, Version.current());
    }

    /** Stores the evaluation of one of these epochs, and writes the page that shows it. */
    void report(List<EpochRecord> epochs, int testedEpoch, Evaluation evaluation) {
        TestedEpoch tested = new TestedEpoch(testedEpoch, network.parameterCount(), evaluation.scores(data.classes()));
        run.writeEvaluation(tested);
        RunReport report = new RunReport(
                config.history(epochs),
                tested,
                evaluation.confusion(),
                evaluation.worst().stream().map(this::mistake).toList(),
                data.notes(),
                commands(epochs));
        try {
            HtmlReport.write(report, run.report());
        } catch (IOException e) {
            throw new TrainingException(run.report() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Mistake mistake(Evaluation.Wrong wrong) {
        Dataset images = data.testImages();
        Image image = images.source(wrong.index(), images.channels()).shrunk(PngImages.LONGEST_SIDE);
        return new Mistake(
                data.testImages().shortId(wrong.index()),
                data.classes().get(wrong.label()),
                data.classes().get(wrong.predicted()),
                wrong.confidence(),
                PngImages.encode(image.channels(), image.height(), image.width(), image.pixels()));
    }

    /** In the words of the shell from which the run was started. */
    private List<Command> commands(List<EpochRecord> epochs) {
        Path best = run.best();
        String source = config.settings().data();
        List<Command> commands = new ArrayList<>();
        if (!config.history(epochs).finished()) {
            commands.add(command("Go on after an interruption", "train", "--resume", run.path()));
        }
        commands.add(command("Evaluate the best checkpoint", "evaluate", "--weights", best, "--data", source));
        commands.add(command("Classify images with it", "predict", "--weights", best, "IMAGE"));
        if (config.settings().computation().qat()) {
            String file = config.settings().model() + ".onnx";
            commands.add(command("Export it in int8", "export", best, file, "--int8", "--calibrate", source));
        }
        return commands;
    }

    private static Command command(String purpose, Object... words) {
        return new Command(purpose, ShellWords.command(words));
    }
}
