package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final ModelDescription DESCRIPTION = new ModelDescription(
            "se_resnet20",
            List.of("ant", "bée \"x\""),
            Preprocessing.IMAGENET.withSize(32, 32),
            Map.of("reduction", 16, "rate", 0.1),
            "0.1.0");
    private static final Map<String, StoredTensor> WEIGHTS =
            Map.of("fc.weight", StoredTensor.ofFloats(new float[] {1, 2}, 2, 1));

    @TempDir
    private Path folder;

    @Test
    void aSafetensorsFileAloneDescribesItself() throws IOException {
        Path file = folder.resolve("best.safetensors");

        Checkpoint.of(DESCRIPTION, WEIGHTS).write(file);
        Files.delete(folder.resolve("best.json"));

        Checkpoint read = Checkpoint.read(file);
        assertThat(read.description()).contains(DESCRIPTION);
        assertThat(read.weights().tensors()).containsOnlyKeys("fc.weight");
    }

    @Test
    void theJsonBesideServesWhereTheFileSaysNothing() {
        Path file = folder.resolve("best.safetensors");

        Checkpoint.of(DESCRIPTION, WEIGHTS).write(file);
        Safetensors.write(file, WEIGHTS, Map.of());

        assertThat(Checkpoint.read(file).description()).contains(DESCRIPTION);
        assertThat(folder.resolve("best.json")).content().contains("\"interpolation\" : \"bilinear\"");
    }

    @Test
    void aFileWithoutDescriptionIsRead() {
        Path file = folder.resolve("plain.safetensors");
        Safetensors.write(file, WEIGHTS, Map.of());

        assertThat(Checkpoint.read(file).description()).isEmpty();
    }

    @Test
    void otherNamesAreNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.of(DESCRIPTION, WEIGHTS).write(folder.resolve("best.pth")))
                .withMessageContaining("ends in .safetensors");
    }

    @Test
    void aBrokenDescriptionNamesItsFile() throws IOException {
        Path file = folder.resolve("best.safetensors");
        Safetensors.write(file, WEIGHTS, Map.of());
        Path json = Files.writeString(folder.resolve("best.json"), "{\"model\": \"x\", \"preprocessing\": null}");

        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessage(json + ": the model description cannot be read: description: preprocessing is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"epoch\": 12}", "[1, 2]", "12", "", "no JSON", "{\"model\": \"resnet50\", \"top1\": 0.9}"})
    void aJsonOfAnotherProgramIsNoDescription(String content) throws IOException {
        Path file = folder.resolve("best.safetensors");
        Safetensors.write(file, WEIGHTS, Map.of());
        Files.writeString(folder.resolve("best.json"), content);

        assertThat(Checkpoint.read(file).description()).isEmpty();
    }

    @Test
    void aDamagedDescriptionIsTold() throws IOException {
        Path file = folder.resolve("best.safetensors");
        Checkpoint.of(DESCRIPTION, WEIGHTS).write(file);
        Safetensors.write(file, WEIGHTS, Map.of());
        Path json = folder.resolve("best.json");
        Files.writeString(json, Files.readString(json).replace("}", ""));

        assertThatThrownBy(() -> Checkpoint.read(file)).hasMessageStartingWith(json + ": the model description cannot");
    }

    @Test
    void whatFollowsADescriptionIsRefused() {
        assertThatThrownBy(() -> ModelDescription.fromJson(DESCRIPTION.toJson() + " {}"))
                .hasMessage("the model description cannot be read: expected nothing after it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"model":"a","classes":"x"} | classes: expected a list
            {"model":"a","classes":[{}]} | classes.0: expected a text
            {"model":"a","preprocessing":7} | preprocessing: expected an object
            {"model":"a","preprocessing":{"height":"tall"}} | preprocessing.height: expected a whole number
            {"model":"a","preprocessing":{"mean":["x"]}} | preprocessing.mean.0: expected a number
            {"model":"a","preprocessing":{"interpolation":"nearest"}} | interpolation: expected bilinear or bicubic, found nearest
            """)
    void complaintsNameTheFieldAndNoJavaClass(String json, String complaint) {
        assertThatThrownBy(() -> ModelDescription.fromJson(json))
                .hasMessageContaining(complaint)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("java", "io.channelwise", "`"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"model":"a","preprocessing":{"channels":2}} | channels 2; allowed: 1 or 3
            {"model":"a","preprocessing":{"channels":3,"height":8,"width":8}} | interpolation is missing
            {"model":"a","preprocessing":{"channels":1,"height":8,"width":8,"interpolation":"nearest"}} | nearest
            {"model":"a","preprocessing":{"channels":1,"height":8,"width":8,"interpolation":"bicubic","crop_fraction":1,"mean":[0.5],"std":[0]}} | std [0.0]
            {"model":"a","preprocessing":{"channels":1,"height":8,"width":8,"interpolation":"bicubic","crop_fraction":1,"mean":[null],"std":[1]}} | mean [null]
            {"model":"a"} trailing | cannot be read
            null | null
            [] | cannot be read
            """)
    void impossibleDescriptionsAreRefused(String json, String complaint) {
        assertThatThrownBy(() -> ModelDescription.fromJson(json))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void fieldsOfLaterVersionsAreIgnored() {
        String json = DESCRIPTION.toJson().replaceFirst("\\{", "{\"later\":1,");

        assertThat(ModelDescription.fromJson(json)).isEqualTo(DESCRIPTION);
    }
}
