package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.channelwise.data.CifarDataset;
import io.channelwise.data.Dataset;
import io.channelwise.data.Image;
import io.channelwise.data.Splits;
import io.channelwise.inference.Classifier.Guess;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Conversion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Weights that were trained elsewhere score what they are known to score. */
class RealWeightsTest {

    private static final int RIGHT_OF_1000 = 915;

    @TempDir
    Path folder;

    @Test
    void resnet20IsAsGoodAsInPyTorch() {
        Dataset test = CifarDataset.cifar10(shared("data/cifar10")).test();
        Path file = folder.resolve("resnet20.onnx");
        try (TrainedNetwork trained = trained(shared("weights/resnet20-12fca82f.th"), test.classes())) {
            ExportOptions options = ExportOptions.DEFAULT.rewrites(EnumSet.allOf(Rewrite.class));
            new OnnxExporter(options).export(trained, file);
        }
        assertThat(right(file, test)).isEqualTo(RIGHT_OF_1000);
    }

    @ParameterizedTest
    @EnumSource(
            value = CalibrationMethod.class,
            names = {"MINMAX", "PERCENTILE"})
    void resnet20LosesAtMostHalfAPointInInt8(CalibrationMethod method) {
        Splits cifar10 = CifarDataset.cifar10(shared("data/cifar10"));
        Path file = folder.resolve("resnet20.onnx");
        try (TrainedNetwork trained =
                trained(shared("weights/resnet20-12fca82f.th"), cifar10.test().classes())) {
            Int8Calibration calibration =
                    Int8Calibration.of(cifar10.train()).images(128).method(method);
            new OnnxExporter(ExportOptions.DEFAULT).in(calibration).export(trained, file);
        }
        assertThat(right(file, cifar10.test())).isGreaterThanOrEqualTo(RIGHT_OF_1000 - 5);
    }

    private static long right(Path file, Dataset test) {
        try (Predictor predictor = Predictor.open(file)) {
            List<Image> images =
                    IntStream.range(0, test.size()).mapToObj(test::image).toList();
            List<List<Guess>> guesses = predictor.classify(images, 1);
            return IntStream.range(0, test.size())
                    .filter(i ->
                            guesses.get(i).get(0).name().equals(test.classes().get(test.label(i))))
                    .count();
        }
    }

    private static TrainedNetwork trained(Path weights, List<String> classes) {
        Conversion conversion = new Conversion(Optional.of("resnet20"), Optional.empty(), Optional.of(classes), false);
        Checkpoint checkpoint = conversion.apply(Checkpoint.read(weights)).checkpoint();
        return TrainedNetwork.load(checkpoint, checkpoint.description().orElseThrow());
    }

    /** The file or folder in shared beside the checkout; a test that needs one that is missing is skipped by name. */
    private static Path shared(String name) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        Path path = root.resolveSibling("shared").resolve(name);
        if (!Files.exists(path)) {
            abort("skipped: ../shared/" + name + " is not beside this checkout");
        }
        return path;
    }
}
