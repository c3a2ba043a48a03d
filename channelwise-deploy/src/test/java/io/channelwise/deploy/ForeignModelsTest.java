package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ONNX files that ONNX Runtime loads but that are not what export writes. */
class ForeignModelsTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void export() {
        file = folder.resolve("model.onnx");
        try (TrainedNetwork trained = Networks.trained("resnet20")) {
            new OnnxExporter(ExportOptions.DEFAULT).export(trained, file);
        }
    }

    @Test
    void aModelWithoutADescription() throws IOException {
        write(model().clearMetadataProps());

        assertRefused("says nothing about its classes and preprocessing; expected a model that channelwise export");
    }

    @Test
    void aDescriptionThatIsNone() throws IOException {
        describe("{\"model\": 7");
        assertRefused("the model description cannot be read");
    }

    @Test
    void aDescriptionOfOtherClasses() throws IOException {
        describe(List.of("cat", "dog"), Networks.preprocessing(3));
        assertRefused("has [logits] [-1, 5]; its description needs [logits] [-1, 2]");
    }

    @Test
    void aDescriptionOfAnotherInput() throws IOException {
        describe(List.of(), Networks.preprocessing(3).withSize(64, 64));
        assertRefused("has [images] [-1, 3, 32, 32]; its description needs [images] [-1, 3, 64, 64]");
    }

    @Test
    void aDescriptionThatWouldTakeAllMemory() throws IOException {
        describe(List.of(), Networks.preprocessing(3).withSize(1_000_000, 1_000_000));
        assertRefused("input height: 1000000; allowed: 16 to 4096 pixels");
    }

    @Test
    void aDescriptionOfAnInputThatIsNotSquare() throws IOException {
        try (TrainedNetwork trained = Networks.trained("resnet20")) {
            new OnnxExporter(ExportOptions.DEFAULT.size(InputSize.fixed(32, 48))).export(trained, file);
        }
        assertRefused("allowed: square inputs");
    }

    @Test
    void aModelThatIsCutShort() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length : List.of(0, 1, 100, bytes.length / 2, bytes.length - 1)) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Predictor.open(file)).isInstanceOf(DeployException.class);
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> Predictor.open(file))
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }

    private void describe(List<String> classes, Preprocessing preprocessing) throws IOException {
        describe(new ModelDescription("resnet20", classes, preprocessing, Map.of(), "").toJson());
    }

    private void describe(String json) throws IOException {
        write(model().clearMetadataProps()
                .addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey(OnnxModel.DESCRIPTION)
                        .setValue(json)));
    }

    private ModelProto.Builder model() throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
    }

    private void write(ModelProto.Builder model) throws IOException {
        Files.write(file, model.build().toByteArray());
    }
}
