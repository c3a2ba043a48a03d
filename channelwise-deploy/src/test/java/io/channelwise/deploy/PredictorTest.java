package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.data.DataException;
import io.channelwise.data.Image;
import io.channelwise.inference.Classifier;
import io.channelwise.inference.Classifier.Guess;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsException;
import io.channelwise.weights.WeightsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {

    private static TrainedNetwork trained;
    private static TrainedNetwork grey;

    @TempDir
    Path folder;

    @BeforeAll
    static void build() {
        trained = Networks.trained("se_resnet20");
        grey = Networks.trained("sk_resnet20", 1);
    }

    @AfterAll
    static void free() {
        trained.close();
        grey.close();
    }

    @Test
    void guessesAsTheNetworkDoes() {
        assertSameAsEager(trained, ExportOptions.DEFAULT);
        assertSameAsEager(grey, ExportOptions.DEFAULT);
    }

    @Test
    void aModelThatTakesPixelsGuessesTheSame() {
        assertSameAsEager(trained, ExportOptions.DEFAULT.embedPreprocessing(true));
        assertSameAsEager(grey, ExportOptions.DEFAULT.embedPreprocessing(true));
    }

    @Test
    void aModelOfAnyExtentGuessesTheSame() {
        assertSameAsEager(trained, ExportOptions.DEFAULT.size(new InputSize(32, 32, true)));
    }

    @SuppressWarnings("resource") // A classifier would close the network, which other tests need.
    private void assertSameAsEager(TrainedNetwork network, ExportOptions options) {
        Classifier classifier = new Classifier(network);
        try (Predictor predictor = Predictor.open(export(network, options))) {
            images(6)
                    .forEach(image -> assertSame(
                            predictor.classify(image, Networks.CLASSES), classifier.classify(image, Networks.CLASSES)));
        }
    }

    private static void assertSame(List<Guess> actual, List<Guess> expected) {
        assertThat(actual.stream().map(Guess::name))
                .containsExactlyElementsOf(expected.stream().map(Guess::name).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).probability()).isCloseTo(expected.get(i).probability(), within(1e-4));
        }
    }

    @Test
    void manyImagesAtOnceAreAsEachAlone() {
        List<Image> images = images(70).toList();
        try (Predictor predictor = Predictor.open(export(trained, ExportOptions.DEFAULT))) {
            List<List<Guess>> together = predictor.classify(images, 2);

            assertThat(together).hasSameSizeAs(images);
            for (int i = 0; i < images.size(); i++) {
                assertSame(together.get(i), predictor.classify(images.get(i), 2));
            }
            assertThat(predictor.classify(List.<Image>of(), 2)).isEmpty();
        }
    }

    @Test
    void manyThreadsShareOne() {
        List<Image> images = images(40).toList();
        try (Predictor predictor = Predictor.open(export(trained, ExportOptions.DEFAULT))) {
            List<List<Guess>> expected = predictor.classify(images, 1);

            List<List<Guess>> parallel = IntStream.range(0, images.size())
                    .parallel()
                    .mapToObj(i -> predictor.classify(images.get(i), 1))
                    .toList();

            IntStream.range(0, images.size()).forEach(i -> assertSame(parallel.get(i), expected.get(i)));
        }
    }

    @Test
    void sessionsWithOtherSettingsGuessTheSame() {
        Path file = export(trained, ExportOptions.DEFAULT);
        SessionSettings other = SessionSettings.DEFAULT.threads(1).arena(false).spinning(Duration.ZERO);
        Image image = images(1).findFirst().orElseThrow();
        try (Predictor one = Predictor.open(file);
                Predictor two = Predictor.open(new WeightsSource.LocalFile(file), cache(), other)) {
            assertSame(two.classify(image, 3), one.classify(image, 3));
        }
    }

    @Test
    void aCheckpointIsExportedOnceAndFoundAgain() throws IOException {
        Path checkpoint = Networks.checkpoint(folder.resolve("a.safetensors"), trained);
        Path copy = Files.copy(checkpoint, folder.resolve("b.safetensors"));
        List<Image> images = images(3).toList();
        try (Predictor first = open(checkpoint);
                Predictor second = open(copy)) {
            assertThat(exports()).hasSize(1);
            assertThat(first.model()).isEqualTo("se_resnet20");
            assertThat(first.classify(images, 2)).isEqualTo(second.classify(images, 2));
        }
    }

    @Test
    void anExportThatWasDamagedIsMadeAgain() throws IOException {
        Path checkpoint = Networks.checkpoint(folder.resolve("a.safetensors"), trained);
        open(checkpoint).close();
        Files.writeString(exports().get(0), "damaged");

        try (Predictor predictor = open(checkpoint)) {
            assertThat(predictor.classify(images(1).toList(), 1)).hasSize(1);
        }
        assertThat(exports()).hasSize(1);
    }

    @Test
    void anExportWhoseBytesHaveChangedIsMadeAgain() throws IOException {
        Path checkpoint = Networks.checkpoint(folder.resolve("a.safetensors"), trained);
        open(checkpoint).close();
        Path export = exports().get(0);
        byte[] right = Files.readAllBytes(export);
        byte[] changed = right.clone();
        changed[right.length / 2] ^= 1;
        Files.write(export, changed);

        open(checkpoint).close();

        assertThat(exports()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(right));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whereOthersCouldPutExportsTheModelStaysInMemory() throws IOException {
        Path checkpoint = Networks.checkpoint(folder.resolve("a.safetensors"), trained);
        Path exports = Files.createDirectory(folder.resolve("exports"));
        Files.setPosixFilePermissions(exports, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (Predictor predictor = open(checkpoint)) {
            assertThat(predictor.classify(images(1).toList(), 1)).hasSize(1);
        }
        assertThat(exports()).isEmpty();
    }

    @Test
    void withoutAPlaceForExportsTheModelStaysInMemory() throws IOException {
        Path checkpoint = Networks.checkpoint(folder.resolve("a.safetensors"), trained);
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        ExportCache nowhere = new ExportCache(file.resolve("onnx"), Long.MAX_VALUE);
        try (Predictor predictor =
                Predictor.open(new WeightsSource.LocalFile(checkpoint), cache(), SessionSettings.DEFAULT, nowhere)) {
            assertThat(predictor.classify(images(1).toList(), 1)).hasSize(1);
        }
    }

    @Test
    void errorsNameWhatIsWrong() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
        Path missing = folder.resolve("missing.onnx");
        Path weights = Files.writeString(folder.resolve("weights.safetensors"), "no weights");
        assertThatThrownBy(() -> Predictor.open(text))
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith(text + " is no ONNX model that can be run: ");
        assertThatThrownBy(() -> Predictor.open(missing))
                .isInstanceOf(DeployException.class)
                .hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> open(weights)).isInstanceOf(WeightsException.class);
        try (Predictor predictor = Predictor.open(export(trained, ExportOptions.DEFAULT))) {
            assertThatThrownBy(() -> predictor.classify(new byte[100], "noise.jpg", 1))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith("noise.jpg: ");
            assertThatThrownBy(() -> predictor.classify(images(1).toList(), 0)).hasMessage("k: 0; allowed: 1 or more");
        }
    }

    @Test
    void aClosedOneSaysSo() {
        Predictor predictor = Predictor.open(export(trained, ExportOptions.DEFAULT));
        List<Image> images = images(1).toList();

        predictor.close();
        predictor.close();

        assertThatThrownBy(() -> predictor.classify(images, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the predictor is closed");
    }

    private Predictor open(Path checkpoint) {
        ExportCache exports = new ExportCache(folder.resolve("exports"), Long.MAX_VALUE);
        return Predictor.open(new WeightsSource.LocalFile(checkpoint), cache(), SessionSettings.DEFAULT, exports);
    }

    private List<Path> exports() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("exports"))) {
            return files.toList();
        }
    }

    private WeightsCache cache() {
        return WeightsCache.in(folder.resolve("weights")).offline(true);
    }

    private Path export(TrainedNetwork network, ExportOptions options) {
        Path file = folder.resolve("model.onnx");
        new OnnxExporter(options).export(network, file);
        return file;
    }

    /** Noise of several extents, none of them square. */
    private static Stream<Image> images(int count) {
        return IntStream.range(0, count).mapToObj(i -> {
            byte[] pixels = new byte[(40 + i) * 53 * 3];
            new Random(i).nextBytes(pixels);
            return new Image(3, 40 + i, 53, pixels);
        });
    }
}
