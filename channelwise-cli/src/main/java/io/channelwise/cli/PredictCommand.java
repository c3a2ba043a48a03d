package io.channelwise.cli;

import io.channelwise.data.DataException;
import io.channelwise.data.ImageFiles;
import io.channelwise.deploy.SessionSettings;
import io.channelwise.inference.Classifier.Guess;
import io.channelwise.weights.WeightsSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code channelwise predict}: classes of images. */
@Command(
        name = "predict",
        description = "Classify images with a trained network, as a checkpoint or as what export has written, "
                + "--weights NAME.onnx. A checkpoint is exported at its first use, and kept in "
                + "$$CHANNELWISE_CACHE or ~/.cache/channelwise (up to $$CHANNELWISE_EXPORTS_MB megabytes, 1000 by "
                + "default). A file that is no image is named on stderr; the others "
                + "are classified all the same, and the exit code is 1.")
final class PredictCommand implements Callable<Integer> {

    @Mixin
    private Common common;

    @Mixin
    private WeightsOption weights;

    @Option(
            names = "--top",
            defaultValue = "5",
            paramLabel = "K",
            description = "Classes shown. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "cpu",
            description =
                    "cpu, where ONNX Runtime computes; cuda for a checkpoint on a GPU, which takes longer to begin; "
                            + "or auto for a GPU if one can be used. Default: ${DEFAULT-VALUE}.")
    private DeviceName device;

    @Option(
            names = "--trust",
            description = "Run an .onnx file whatever it holds. By default only what export writes is run: a file from "
                    + "elsewhere can loop without end or take all memory.")
    private boolean trust;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files, or folders with images below them.")
    private List<Path> paths;

    @Spec
    private CommandSpec spec;

    private int failures;

    private record Prediction(String file, List<Guess> top) {}

    @Override
    public Integer call() {
        int shown = Usage.check(spec, () -> Usage.positive("--top", top));
        WeightsSource where = weights.source(spec);
        SessionSettings settings = SessionSettings.DEFAULT.trusted(trust);
        List<Path> files = files();
        List<Prediction> predictions = new ArrayList<>();
        try (ImageClassifier predictor = ImageClassifier.open(
                where, weights.cache(spec), device, settings, spec.commandLine().getErr())) {
            for (Path file : files) {
                classify(predictor, file, shown, predictions);
            }
        }
        print(predictions);
        return failures == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void classify(ImageClassifier predictor, Path file, int shown, List<Prediction> predictions) {
        try {
            predictions.add(new Prediction(file.toString(), predictor.classify(file, shown)));
        } catch (DataException e) {
            complain(e.getMessage());
        }
    }

    private void complain(String message) {
        failures++;
        spec.commandLine().getErr().println("channelwise: " + message);
    }

    private void print(List<Prediction> predictions) {
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.println(Json.line(predictions.stream().map(PredictCommand::json).toList()));
            return;
        }
        for (Prediction prediction : predictions) {
            out.println(prediction.file);
            for (Guess guess : prediction.top) {
                out.printf(Locale.ROOT, "  %6.2f %%  %s%n", 100 * guess.probability(), guess.name());
            }
        }
    }

    private static Map<String, Object> json(Prediction prediction) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", prediction.file);
        json.put("top", prediction.top.stream().map(PredictCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(Guess guess) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("class", guess.name());
        json.put("probability", guess.probability());
        return json;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            try {
                files.addAll(Files.isDirectory(path) ? imagesBelow(path) : List.of(path));
            } catch (DataException e) {
                complain(e.getMessage());
            }
        }
        return files;
    }

    private List<Path> imagesBelow(Path folder) {
        ImageFiles files = ImageFiles.below(folder);
        if (files.images().isEmpty()) {
            String first = files.leftOut().isEmpty()
                    ? ""
                    : "; left out is " + files.leftOut().get(0);
            throw new DataException(
                    folder + " holds no images: expected .jpg, .png, .bmp, .gif or .webp files" + first);
        }
        SkippedLines.print(files.leftOut(), spec.commandLine().getErr());
        return files.images();
    }
}
