package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Int8ExportCommandTest {

    private static final List<String> CLASSES = List.of("ant", "bee", "cat");

    @TempDir
    Path folder;

    private Path onnx;
    private String data;

    @BeforeEach
    void write() throws IOException {
        onnx = folder.resolve("best.onnx");
        data = "folder:" + Photos.write(folder.resolve("photos"), 10, CLASSES.toArray(String[]::new));
    }

    @Test
    void theReportStandsBesideTheModelAndOnStdout() throws IOException {
        Path checkpoint = checkpoint(3);
        JsonNode json = Cli.run(
                        "export", checkpoint, onnx, "--int8", "--calibrate", data, "--calibration-images", 6, "--json")
                .json();

        assertThat(new ObjectMapper().readTree(Files.readString(folder.resolve("best.int8.json"))))
                .isEqualTo(json);
        assertThat(json.get("calibration").get("images").asInt()).isEqualTo(6);
        assertThat(json.get("int8").get("bytes").asLong()).isEqualTo(Files.size(onnx));
        Path photo = folder.resolve("photos/bee/0.png");
        assertThat(Cli.run("predict", "--weights", onnx, photo, "--json")
                        .json()
                        .get(0)
                        .get("top"))
                .hasSize(3);
    }

    @Test
    void peopleReadATable() {
        Cli run = Cli.run("export", checkpoint(3), onnx, "--int8", "--calibrate", data, "--calibration", "entropy")
                .done();

        assertThat(run.out())
                .startsWith(onnx + ": resnet20, entropy on ")
                .containsSubsequence("top-1", "float32", "int8", "loses most", "Conv", "best.int8.json");
        assertThat(run.err()).contains("int8: calibrating on ");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsRead() {
        Path missing = folder.resolve("missing.safetensors");
        assertThat(Cli.run("export", missing, onnx, "--int8").wrongUsage()).contains("--int8 needs --calibrate DATA");
        assertThat(Cli.run("export", missing, onnx, "--calibrate", data).wrongUsage())
                .contains("--calibrate belongs to --int8, which is not given");
        assertThat(Cli.run("export", missing, onnx, "--calibration", "minmax").wrongUsage())
                .contains("--calibration belongs to --int8, which is not given");
        assertThat(Cli.run("export", missing, onnx, "--int8", "--calibrate", data, "--calibration", "mse")
                        .wrongUsage())
                .contains("mse; allowed: minmax, percentile, entropy");
        assertThat(Cli.run("export", missing, onnx, "--int8", "--calibrate", data, "--calibration-images", "0")
                        .wrongUsage())
                .contains("--calibration-images: 0; allowed: 1 or more");
        assertThat(Cli.run("export", missing, onnx, "--int8", "--calibrate", "shape")
                        .wrongUsage())
                .contains("data shape: no such dataset; closest is shapes");
        assertThat(Cli.run("export", missing, onnx, "--model", "resnet21").wrongUsage())
                .contains("resnet21");
    }

    @Test
    void dataOfAnotherKindIsRefused() {
        assertThat(Cli.run("export", checkpoint(1), onnx, "--int8", "--calibrate", data)
                        .failure())
                .contains("--calibrate: the images of ", " have 3 channels; the network takes 1");
        assertThat(Cli.run("export", checkpoint(3), onnx, "--int8", "--calibrate", "shapes")
                        .failure())
                .contains("was trained for 3 classes (ant, bee, cat); ");
        assertThat(onnx).doesNotExist();
    }

    @Test
    void weightsThatDoNotDescribeThemselvesNeedTheirModelsName() {
        Path bare = folder.resolve("bare.safetensors");
        try (Network network = Models.create("resnet20", 3, 10, 5)) {
            Weights weights = new Weights(StateDicts.stored(network.stateDict()), Map.of(), "a test");
            new Checkpoint(Optional.empty(), weights).write(bare);
        }
        assertThat(Cli.run("export", bare, onnx).failure())
                .contains("bare.safetensors does not say which network it belongs to: name it with --model");
        assertThat(Cli.run("export", bare, onnx, "--model", "resnet20", "--mean", "0.5,0.5,0.5")
                        .done()
                        .out())
                .contains(": resnet20, 10 classes, input float32 [batch, 3, 32, 32]");
        assertThat(Cli.run("export", bare, onnx, "--model", "resnet32").failure())
                .contains("bare.safetensors does not fit resnet32: ");
    }

    private Path checkpoint(int channels) {
        Path file = folder.resolve("best.safetensors");
        List<Double> halves = Collections.nCopies(channels, 0.5);
        Preprocessing input = new Preprocessing(channels, 32, 32, Interpolation.BILINEAR, 1, halves, halves);
        try (Network network = Models.create("resnet20", channels, CLASSES.size(), 5)) {
            ModelDescription description = new ModelDescription("resnet20", CLASSES, input, Map.of(), "");
            Checkpoint.of(description, StateDicts.stored(network.stateDict())).write(file);
        }
        return file;
    }
}
