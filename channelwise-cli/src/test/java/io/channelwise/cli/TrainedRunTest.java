package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.Safetensors;
import io.channelwise.weights.StateDicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One small run, and all that can be done with it and go wrong. */
class TrainedRunTest {

    @TempDir
    private static Path folder;

    private static Path photos;
    private static Path run;
    private static Path best;
    private static Cli training;

    @BeforeAll
    static void train() throws IOException {
        photos = Photos.write(folder.resolve("photos"), 20, "blue", "green");
        run = folder.resolve("runs/first");
        best = run.resolve("checkpoints/best.safetensors");
        training = train(
                photos, "first", "--epochs", 2, "--memory-format", "channels-last", "--optimizer", "sgd", "--json");
    }

    private static Cli train(Path data, String name, Object... more) {
        return train("se_resnet20", data, name, more);
    }

    private static Cli train(String model, Path data, String name, Object... more) {
        Object[] usual = {
            "train",
            "--data",
            "folder:" + data,
            "--model",
            model,
            "--size",
            Photos.SIZE,
            "--batch-size",
            8,
            "--min-scale",
            1,
            "--run",
            name,
            "--runs-dir",
            folder.resolve("runs")
        };
        return Cli.run(Stream.of(usual, more).flatMap(Stream::of).toArray());
    }

    @Test
    void trainPrintsItsResultAndLeavesAWholeFolder() {
        JsonNode result = training.json();
        assertThat(result.get("run").asText()).isEqualTo(run.toString());
        assertThat(result.get("epochs").asInt()).isEqualTo(2);
        assertThat(result.get("top1").asDouble()).isBetween(0.0, 1.0);
        assertThat(training.err())
                .contains("31 training and 9 test images, 2 classes")
                .contains("1/2")
                .contains("2/2");
        assertThat(List.of(
                        "config.json",
                        "metrics.jsonl",
                        "evaluation.json",
                        "report.html",
                        "checkpoints/last.safetensors"))
                .allSatisfy(file -> assertThat(run.resolve(file)).isNotEmptyFile());
    }

    @Test
    void fineTuningStartsFromTheWeightsAndReplacesTheHeadAlone() throws IOException {
        Path three = Photos.write(folder.resolve("colours"), 8, "blue", "green", "red");

        Cli same = train(photos, "tuned", "--weights", best, "--epochs", 1, "--lr", 1e-6)
                .done();
        Cli other = train(three, "headed", "--weights", best, "--epochs", 1).done();

        assertThat(same.err()).contains("starting from " + best).doesNotContain("new head");
        assertThat(other.err()).contains("starting from " + best + ", with a new head for 3 classes");
    }

    @Test
    void weightsOfAnotherNetworkBeginNoRun() {
        Cli other = train("resnet20", photos, "misfit", "--weights", best);

        assertThat(other.failure()).contains("does not fit the network").contains("se.fc.0.weight");
        assertThat(folder.resolve("runs/misfit")).doesNotExist();
    }

    @Test
    void anAttentionDropsIntoAPlainNetworkByName() {
        Cli eca = train("resnet20", photos, "eca", "--attention", "eca", "--epochs", 1)
                .done();
        Path weights = folder.resolve("runs/eca/checkpoints/best.safetensors");

        assertThat(eca.err()).contains("resnet20+eca");
        assertThat(Checkpoint.read(weights).description().orElseThrow().model()).isEqualTo("resnet20+eca");
        Cli.run("evaluate", "--weights", weights, "--data", "folder:" + photos).done();
    }

    @Test
    void isScoredInBfloat16AsInFloat32() {
        JsonNode full = Cli.run("evaluate", "--weights", best, "--data", "folder:" + photos, "--json")
                .json();
        JsonNode half = Cli.run(
                        "evaluate", "--weights", best, "--data", "folder:" + photos, "--precision", "bf16", "--json")
                .json();

        assertThat(half.get("samples")).isEqualTo(full.get("samples"));
        assertThat(half.get("loss").asDouble())
                .isNotEqualTo(full.get("loss").asDouble())
                .isCloseTo(full.get("loss").asDouble(), withinPercentage(10));
    }

    @Test
    void evaluateScores() {
        JsonNode scores = Cli.run("evaluate", "--weights", best, "--data", "folder:" + photos, "--json")
                .json();
        assertThat(scores.get("top1").asDouble())
                .isEqualTo(training.json().get("top1").asDouble());
        assertThat(scores.get("top5").asDouble()).isEqualTo(1);
        assertThat(scores.get("loss").asDouble()).isPositive();
        assertThat(scores.get("samples").asInt()).isEqualTo(9);
        assertThat(scores.fieldNames())
                .toIterable()
                .startsWith("top1", "top5", "loss", "samples")
                .containsExactlyInAnyOrder(
                        "top1",
                        "top5",
                        "loss",
                        "samples",
                        "ece",
                        "macro_precision",
                        "macro_recall",
                        "macro_f1",
                        "classes");
        assertThat(scores.get("ece").asDouble()).isBetween(0.0, 1.0);
        JsonNode classes = scores.get("classes");
        assertThat(classes.findValuesAsText("class")).containsExactly("blue", "green");
        assertThat(classes.get(0).fieldNames())
                .toIterable()
                .containsExactly("class", "precision", "recall", "f1", "samples");
        assertThat(classes.get(0).get("samples").asInt()
                        + classes.get(1).get("samples").asInt())
                .isEqualTo(9);
        double rightOnes = classes.get(0).get("recall").asDouble()
                        * classes.get(0).get("samples").asInt()
                + classes.get(1).get("recall").asDouble()
                        * classes.get(1).get("samples").asInt();
        assertThat(rightOnes / 9).isCloseTo(scores.get("top1").asDouble(), within(1e-9));
    }

    @Test
    void evaluateSpeaksToPeople() {
        assertThat(Cli.run("evaluate", "--weights", best, "--data", "folder:" + photos)
                        .done()
                        .out())
                .contains("se_resnet20 on ", "9 images", "top-1", "top-5", "loss", "F1 ", "ECE ")
                .containsPattern("class +images +precision +recall +F1")
                .containsPattern("blue +6 ")
                .doesNotContain("--all-classes");
    }

    @Test
    void evaluateRefusesOtherMeans() {
        Cli cli = Cli.run("evaluate", "--weights", best, "--data", "folder:" + photos, "--mean", "0.5");
        assertThat(cli.wrongUsage()).contains("mean [0.5]; allowed: 3 finite numbers");
    }

    @Test
    void evaluateRefusesOtherClasses() throws IOException {
        Path three = Photos.write(folder.resolve("others"), 2, "a", "b", "c");
        assertThat(Cli.run("evaluate", "--weights", best, "--data", "folder:" + three)
                        .failure())
                .contains("was trained for 2 classes (blue, green)", "has 3 classes (a, b, c)");
    }

    @Test
    void evaluateSaysWhatDoesNotFitAnotherModel() {
        String line = Cli.run("evaluate", "--weights", best, "--data", "folder:" + photos, "--model", "sk_resnet20")
                .failure();
        assertThat(line).contains("best.safetensors does not fit sk_resnet20").contains("missing in the checkpoint");
    }

    @Test
    void weightsWithoutDescriptionNeedAModel() throws IOException {
        Path bare = folder.resolve("bare.safetensors");
        Safetensors.write(bare, Checkpoint.read(best).weights().tensors(), Map.of());
        assertThat(Cli.run("evaluate", "--weights", bare, "--data", "folder:" + photos)
                        .failure())
                .contains("bare.safetensors", "--model");
        assertThat(Cli.run("predict", "--weights", bare, photos).failure()).contains("bare.safetensors");
        assertThat(Cli.run(
                                "evaluate",
                                "--weights",
                                bare,
                                "--data",
                                "folder:" + photos,
                                "--model",
                                "se_resnet20",
                                "--size",
                                16,
                                "--json")
                        .json()
                        .get("samples")
                        .asInt())
                .isEqualTo(9);
    }

    @Test
    void missingAndBrokenWeightsAreNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.safetensors"), "not a checkpoint");
        assertThat(Cli.run("predict", "--weights", folder.resolve("none.safetensors"), photos)
                        .failure())
                .contains("none.safetensors: no such file");
        assertThat(Cli.run("predict", "--weights", broken, photos).failure()).contains("broken.safetensors");
        assertThat(Cli.run("evaluate", "--weights", folder, "--data", "shapes").failure())
                .contains("is a folder");
    }

    @Test
    void predictClassifiesAFile() {
        Path file = photos.resolve("blue/0.png");
        JsonNode predictions =
                Cli.run("predict", "--weights", best, file, "--json").json();
        assertThat(predictions).hasSize(1);
        assertThat(predictions.get(0).get("file").asText()).isEqualTo(file.toString());
        JsonNode top = predictions.get(0).get("top");
        assertThat(top.findValuesAsText("class")).containsExactlyInAnyOrder("blue", "green");
        assertThat(top.get(0).get("probability").asDouble())
                .isGreaterThanOrEqualTo(0.5)
                .isLessThanOrEqualTo(1);
        assertThat(top.get(0).fieldNames()).toIterable().containsExactly("class", "probability");
    }

    @Test
    void predictClassifiesAFolder() {
        Cli cli = Cli.run("predict", "--weights", best, photos, "--top", 1, "--json");
        assertThat(cli.json()).hasSize(40).allSatisfy(prediction -> assertThat(prediction.get("top"))
                .hasSize(1));
    }

    @Test
    void predictGoesOnAfterABrokenFile() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.png"), "no image");
        Cli cli = Cli.run(
                "predict",
                "--weights",
                best,
                text,
                folder.resolve("none.png"),
                photos.resolve("green/1.png"),
                "--json");
        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.value()).hasSize(1);
        assertThat(cli.err().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("notes.png: not a"))
                .anySatisfy(line -> assertThat(line).endsWith("none.png: no such file"));
    }

    @Test
    void predictRefusesAFolderWithoutImages() {
        assertThat(Cli.run("predict", "--weights", best, run).failure()).contains("holds no images");
    }

    @Test
    void aNetworkForGreyImagesTakesColouredOnes() throws IOException {
        Path grey = folder.resolve("grey.safetensors");
        List<String> digits = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        Preprocessing input = new Preprocessing(1, 28, 28, Interpolation.BILINEAR, 1, List.of(0.13), List.of(0.31));
        try (Network network = Models.create("se_resnet20", 1, 10, 0)) {
            Checkpoint.of(
                            new ModelDescription("se_resnet20", digits, input, Map.of(), ""),
                            StateDicts.stored(network.stateDict()))
                    .write(grey);
        }
        assertThat(Cli.run("predict", "--weights", grey, photos.resolve("blue/0.png"), "--json")
                        .json()
                        .get(0)
                        .get("top"))
                .hasSize(5);
    }

    @Test
    void aRunThatRoundsSaysSoAndItsWeightsAreUsedAsAnyOthers() throws IOException {
        train(photos, "rounded", "--epochs", 1, "--weights", best, "--qat", "--json")
                .done();
        Path rounded = folder.resolve("runs/rounded");
        Path weights = rounded.resolve("checkpoints/best.safetensors");

        assertThat(Files.readString(rounded.resolve("config.json"))).contains("\"qat\" : true");
        assertThat(Checkpoint.read(weights).description().orElseThrow().settings())
                .containsEntry("qat", true);
        assertThat(Files.readString(rounded.resolve("report.html")))
                .contains("./channelwise export " + weights + " se_resnet20.onnx --int8 --calibrate folder:" + photos);
        Cli.run("evaluate", "--weights", weights, "--data", "folder:" + photos).done();
    }

    @Test
    void resumingAFinishedRunTestsItAgain() {
        Cli again = Cli.run("train", "--resume", run, "--json");
        assertThat(again.json()).isEqualTo(training.json());
        assertThat(again.err()).contains("2 epochs done already");
    }

    @Test
    void resumingClearsAwayWhatAKilledSessionLeft() throws IOException {
        Path leftover = Files.writeString(run.resolve("checkpoints/.last.safetensors.0.tmp"), "half");
        Cli.run("train", "--resume", run, "--json").done();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void resumingWhatIsNoRunIsRefused() {
        assertThat(Cli.run("train", "--resume", photos).failure()).contains("is no run's folder");
        assertThat(Cli.run("train", "--resume", folder.resolve("nowhere")).failure())
                .contains("is no run's folder");
    }

    @Test
    void resumingOnOtherClassesIsRefused() throws IOException {
        Path data = Photos.write(folder.resolve("changing"), 4, "a", "b");
        train(data, "changing", "--epochs", 1).done();
        Files.move(data.resolve("b"), data.resolve("c"));
        assertThat(Cli.run("train", "--resume", folder.resolve("runs/changing")).failure())
                .contains("the data has changed", "2 classes (a, b)", "2 classes (a, c)");
    }

    @Test
    void anExistingRunIsNotOverwritten() {
        assertThat(train(photos, "first", "--epochs", 1).failure())
                .contains("is there already", "--run", "--resume " + run);
    }

    @Test
    void dataThatCannotBeTrainedOnIsNamed() throws IOException {
        Path one = Photos.write(folder.resolve("one"), 3, "only");
        assertThat(train(one, "one").failure()).contains("holds a single class, only");
        assertThat(train(folder.resolve("nowhere"), "nowhere").failure()).contains("nowhere: no such folder");
        assertThat(folder.resolve("runs/one")).doesNotExist();
    }

    @Test
    void aDamagedImageIsNamed() throws IOException {
        Path data = Photos.write(folder.resolve("damaged"), 6, "a", "b");
        for (int i = 0; i < 6; i++) {
            Path file = data.resolve("a/" + i + ".png");
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 200));
        }
        assertThat(train(data, "damaged", "--epochs", 1).failure()).contains(".png: damaged or cut short PNG image");
    }

    @Test
    void theBestWeightsOpenAsALibraryUserWould() {
        try (TrainedNetwork trained = TrainedNetwork.open(best)) {
            assertThat(trained.classes()).containsExactly("blue", "green");
        }
    }
}
