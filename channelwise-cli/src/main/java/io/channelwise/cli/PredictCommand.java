package io.channelwise.cli;

import io.channelwise.data.DataException;
import io.channelwise.data.ImageDecoder;
import io.channelwise.deploy.Predictor;
import io.channelwise.deploy.SessionSettings;
import io.channelwise.inference.Classifier.Guess;
import io.channelwise.weights.WeightsSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

    private static final String IMAGE_NAME = "(?i).+\\.(jpe?g|png|bmp|gif|webp)";

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
            names = "--trust",
            description = "Run an .onnx file whatever it holds. By default only what export writes is run: a file from "
                    + "elsewhere can loop without end or take all memory.")
    private boolean trust;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files, or folders with images below them.")
    private List<Path> paths;

    @Spec
    private CommandSpec spec;

    private record Prediction(String file, List<Guess> top) {}

    @Override
    public Integer call() {
        int shown = Usage.check(spec, () -> Usage.positive("--top", top));
        WeightsSource where = weights.source(spec);
        SessionSettings settings = SessionSettings.DEFAULT.trusted(trust);
        List<Path> files = files();
        List<Prediction> predictions = new ArrayList<>();
        try (Predictor predictor = Predictor.open(where, weights.cache(spec), settings)) {
            for (Path file : files) {
                classify(predictor, file, shown, predictions);
            }
        }
        print(predictions);
        return predictions.size() == files.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void classify(Predictor predictor, Path file, int shown, List<Prediction> predictions) {
        try {
            predictions.add(new Prediction(file.toString(), predictor.classify(ImageDecoder.read(file), shown)));
        } catch (DataException e) {
            spec.commandLine().getErr().println("channelwise: " + e.getMessage());
        }
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
            if (Files.isDirectory(path)) {
                files.addAll(imagesBelow(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> imagesBelow(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            List<Path> images = below.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches(IMAGE_NAME))
                    .sorted()
                    .toList();
            if (images.isEmpty()) {
                throw new DataException(folder + " holds no images: expected .jpg, .png, .bmp, .gif or .webp files");
            }
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
