package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.channelwise.inference.TrainedNetwork;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingFoldersTest {

    @TempDir
    Path folder;

    @Test
    void djlPreparesImagesAsTheNetworkNeedsThem() throws IOException, OrtException {
        Path out = folder.resolve("flowers");
        write(ExportFormat.DJL, out, 3, ExportOptions.DEFAULT);

        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(out.resolve("serving.properties"))));
        assertThat(properties)
                .containsEntry("engine", "OnnxRuntime")
                .containsEntry("option.modelName", "model")
                .containsEntry(
                        "translatorFactory", "ai.djl.modality.cv.translator.ImageClassificationTranslatorFactory")
                .containsEntry("width", "32")
                .containsEntry("height", "32")
                .containsEntry("resizeShort", "36,-1,BILINEAR")
                .containsEntry("centerCrop", "true")
                .containsEntry("normalize", "0.485,0.456,0.406,0.229,0.224,0.225")
                .containsEntry("applySoftmax", "true");
        assertThat(out.resolve("synset.txt")).hasContent("0\n1\n2\n3\n4");
        new Runtime(out.resolve("model.onnx")).close();
    }

    @Test
    void djlRefusesWhatItsTranslatorCannotDo() {
        ExportOptions embedded = ExportOptions.DEFAULT.embedPreprocessing(true);
        assertThatThrownBy(() -> write(ExportFormat.DJL, folder.resolve("a"), 1, ExportOptions.DEFAULT))
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith("djl: a network for grey images");
        assertThatThrownBy(() -> write(ExportFormat.DJL, folder.resolve("a"), 3, embedded))
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith("djl: preprocessing embedded in the graph");
    }

    @Test
    void tritonFindsTheModelItsInputAndItsLabels() throws IOException, OrtException {
        Path out = folder.resolve("flowers");
        write(ExportFormat.TRITON, out, 3, ExportOptions.DEFAULT);

        assertThat(out.resolve("config.pbtxt")).hasContent("""
                        name: "flowers"
                        platform: "onnxruntime_onnx"
                        max_batch_size: 32
                        input [
                          {
                            name: "images"
                            data_type: TYPE_FP32
                            dims: [ 3, 32, 32 ]
                          }
                        ]
                        output [
                          {
                            name: "logits"
                            data_type: TYPE_FP32
                            dims: [ 5 ]
                            label_filename: "labels.txt"
                          }
                        ]
                        dynamic_batching { }
                        """);
        assertThat(out.resolve("labels.txt")).hasContent("0\n1\n2\n3\n4");
        new Runtime(out.resolve("1/model.onnx")).close();
    }

    @Test
    void tritonTakesPixelsAndAnyExtent() throws IOException {
        ExportOptions options = ExportOptions.DEFAULT.embedPreprocessing(true).size(new InputSize(32, 32, true));
        write(ExportFormat.TRITON, folder.resolve("grey"), 1, options);

        assertThat(Files.readString(folder.resolve("grey/config.pbtxt")))
                .contains("name: \"pixels\"", "data_type: TYPE_UINT8", "dims: [ -1, -1, 1 ]");
    }

    @Test
    void placesAreCheckedBeforeTheWork() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> ExportFormat.ONNX.requirePlace(folder.resolve("model.pt")))
                .hasMessageEndingWith("model.pt: expected a name that ends in .onnx");
        assertThatThrownBy(() -> ExportFormat.ONNX.requirePlace(file.resolve("model.onnx")))
                .hasMessageEndingWith("there can be no folder " + file);
        assertThatThrownBy(() -> ExportFormat.DJL.requirePlace(file))
                .hasMessageEndingWith("file: is a file; expected a folder for the format djl");
        assertThatThrownBy(() -> write(ExportFormat.TRITON, folder.resolve("my flowers"), 3, ExportOptions.DEFAULT))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("my flowers");
    }

    private static void write(ExportFormat format, Path out, int channels, ExportOptions options) {
        try (TrainedNetwork trained = Networks.trained("resnet20", channels)) {
            format.write(out, trained, new OnnxExporter(options));
        }
    }
}
