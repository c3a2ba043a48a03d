package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.StateDicts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    private static final Preprocessing SMALL =
            new Preprocessing(3, 32, 32, Interpolation.BILINEAR, 1, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

    @TempDir
    Path folder;

    private Path checkpoint;
    private Path photo;

    @BeforeEach
    void write() throws IOException {
        checkpoint = folder.resolve("best.safetensors");
        photo = folder.resolve("photo.png");
        try (Network network = Models.create("se_resnet20", 3, 3, 5)) {
            ModelDescription description =
                    new ModelDescription("se_resnet20", List.of("ant", "bee", "cat"), SMALL, Map.of(), "");
            Checkpoint.of(description, StateDicts.stored(network.stateDict())).write(checkpoint);
        }
        BufferedImage image = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillOval(5, 5, 30, 20);
        ImageIO.write(image, "png", photo.toFile());
    }

    @Test
    void whatIsExportedPredictsAsTheCheckpointDoes() {
        Path onnx = folder.resolve("best.onnx");
        Cli export = Cli.run("export", checkpoint, onnx).done();

        assertThat(export.out())
                .startsWith(onnx + ": se_resnet20, 3 classes, input float32 [batch, 3, 32, 32], opset 17, ");
        assertThat(predict(onnx)).isEqualTo(predict(checkpoint));
    }

    private JsonNode predict(Path weights) {
        JsonNode json =
                Cli.run("predict", "--weights", weights, photo, "--json").json();
        assertThat(json.get(0).get("top")).hasSize(3);
        return json;
    }

    @Test
    void jsonTellsWhatWasWritten() {
        Path out = folder.resolve("bees");
        JsonNode json = Cli.run(
                        "export",
                        checkpoint,
                        out,
                        "--format",
                        "triton",
                        "--input",
                        "dynamic",
                        "--embed-preprocessing",
                        "--opset",
                        "18",
                        "--json")
                .json();

        assertThat(json.get("file").asText())
                .isEqualTo(out.resolve("1/model.onnx").toString());
        assertThat(json.get("format").asText()).isEqualTo("triton");
        assertThat(json.get("model").asText()).isEqualTo("se_resnet20");
        assertThat(json.get("classes")).hasSize(3);
        assertThat(json.get("input").toString()).isEqualTo("[\"batch\",\"height\",\"width\",3]");
        assertThat(json.get("type").asText()).isEqualTo("uint8");
        assertThat(json.get("opset").asInt()).isEqualTo(18);
        assertThat(out.resolve("config.pbtxt")).exists();
        assertThat(out.resolve("labels.txt")).hasContent("ant\nbee\ncat");
    }

    @Test
    void foldersThatAreMissingAreMade() {
        Path out = folder.resolve("new/folders/a.onnx");
        Cli.run("export", checkpoint, out).done();
        assertThat(out).exists();
        Path converted = folder.resolve("other/new/a.safetensors");
        Cli.run("convert", checkpoint, converted).done();
        assertThat(converted).exists();
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsRead() {
        Path onnx = folder.resolve("a.onnx");
        assertThat(Cli.run("export", checkpoint, folder.resolve("a.pt")).wrongUsage())
                .contains("a.pt: expected a name that ends in .onnx");
        assertThat(Cli.run("export", checkpoint, checkpoint.resolve("a.onnx")).wrongUsage())
                .contains("there can be no folder " + checkpoint);
        assertThat(Cli.run("export", checkpoint, onnx, "--opset", "7").wrongUsage())
                .contains("opset: 7; allowed: 13 to 21");
        assertThat(Cli.run("export", checkpoint, onnx, "--input", "224").wrongUsage())
                .contains("--input: 224; allowed: CxHxW, such as 3x224x224, or dynamic");
        assertThat(Cli.run("export", checkpoint, onnx, "--input", "3x8x32").wrongUsage())
                .contains("input height: 8; allowed: 16 to 4096 pixels");
        assertThat(Cli.run("export", checkpoint, onnx, "--format", "torch").wrongUsage())
                .contains("torch; allowed: onnx, djl, triton");
    }

    @Test
    void failuresAreOneLine() throws IOException {
        Path onnx = folder.resolve("a.onnx");
        Path missing = folder.resolve("missing.safetensors");
        assertThat(Cli.run("export", missing, onnx).failure()).contains(missing + ": no such file");
        assertThat(Cli.run("export", checkpoint, onnx, "--input", "1x32x32").failure())
                .contains("--input: 1x32x32; the network takes 3 channels");
        assertThat(onnx).doesNotExist();
        Files.writeString(onnx, "no model");
        assertThat(Cli.run("predict", "--weights", onnx, photo).failure())
                .contains(onnx + " is no ONNX model that can be run: ");
    }
}
