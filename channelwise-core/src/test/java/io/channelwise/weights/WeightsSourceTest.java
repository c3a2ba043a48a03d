package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.channelwise.models.Models;
import io.channelwise.testing.Shared;
import io.channelwise.weights.WeightsSource.Address;
import io.channelwise.weights.WeightsSource.LocalFile;
import io.channelwise.weights.WeightsSource.TimmRepository;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsSourceTest {

    @TempDir
    private Path folder;

    @Test
    void aTildeIsTheHomeFolder() {
        String home = System.getenv("HOME");
        assumeTrue(home != null, "skipped: HOME is not set");

        assertThat(WeightsSource.parse("~/best.safetensors"))
                .isEqualTo(new LocalFile(Path.of(home, "best.safetensors")));
    }

    @Test
    void tellsFilesAddressesAndRepositoriesApart() {
        assertThat(WeightsSource.parse("runs/a/best.safetensors"))
                .isEqualTo(new LocalFile(Path.of("runs/a/best.safetensors")));
        assertThat(WeightsSource.parse("https://example.org/a.pth"))
                .isEqualTo(new Address(URI.create("https://example.org/a.pth")));
        assertThat(WeightsSource.parse("timm/seresnet50.a1_in1k"))
                .isEqualTo(new TimmRepository("seresnet50.a1_in1k"))
                .extracting(WeightsSource::word)
                .isEqualTo("timm/seresnet50.a1_in1k");
        assertThat(WeightsSource.pretrained("se_resnet50").word())
                .isEqualTo("https://github.com/moskomule/senet.pytorch/releases/download/archive/"
                        + "seresnet50-60a8950a85b2b.pkl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"timm/", "timm/a/b", "timm/..", "timm/a..b", "timm/a b", "http://example.org/a", "https://"})
    void refusesWhatIsNone(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightsSource.parse(word))
                .withMessageContaining(word);
    }

    @Test
    void knowsTheClosestModelsWithWeights() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WeightsSource.pretrained("se_resnet34"))
                .withMessageContaining("no weights are known for se_resnet34; closest with some: ")
                .withMessageContaining("se_resnet50");
    }

    @ParameterizedTest
    @MethodSource("io.channelwise.weights.PretrainedWeights#all")
    void everyKnownPlaceBelongsToAModelAndTellsItsHash(PretrainedWeights known) {
        assertThat(Models.entry(known.model()).imageSize())
                .isEqualTo(known.preprocessing().height());
        assertThat(RemoteFile.weights(known.uri()).sha256Prefix()).isPresent();
        assertThat(PretrainedWeights.at(known.uri())).contains(known);
    }

    @Test
    void readsARepositoryWithItsConfiguration() throws IOException {
        byte[] weights = safetensors();
        try (WeightsServer server = new WeightsServer()) {
            server.file("/timm/resnet18.x/resolve/main/config.json", json("{\"architecture\": \"resnet18\"}"));
            server.file("/timm/resnet18.x/resolve/main/model.safetensors", weights);
            Checkpoint checkpoint =
                    new TimmRepository("resnet18.x", server.uri("/timm/")).read(WeightsCache.in(folder));

            assertThat(checkpoint.description())
                    .get()
                    .extracting(ModelDescription::model)
                    .isEqualTo("resnet18");
            assertThat(checkpoint.weights().tensors()).containsOnlyKeys("fc.bias");
        }
    }

    @Test
    void asksForNoWeightsOfAModelThatIsNotHere() throws IOException {
        try (WeightsServer server = new WeightsServer()) {
            server.file("/timm/vit.x/resolve/main/config.json", json("{\"architecture\": \"vit\"}"));
            WeightsSource source = new TimmRepository("vit.x", server.uri("/timm/"));

            assertThatThrownBy(() -> source.read(WeightsCache.in(folder)))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageStartingWith("timm/vit.x is not a model of the registry: model: vit is unknown");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void refusesAConfigurationThatIsNone() throws IOException {
        try (WeightsServer server = new WeightsServer()) {
            server.file("/timm/a/resolve/main/config.json", json("[1, 2]"));
            WeightsSource source = new TimmRepository("a", server.uri("/timm/"));

            assertThatThrownBy(() -> source.read(WeightsCache.in(folder)))
                    .isInstanceOf(WeightsException.class)
                    .hasMessage(server.uri("/timm/a/resolve/main/config.json")
                            + " says what cannot be used: architecture is missing; allowed: a text");
        }
    }

    @Test
    void describesKnownWeightsThatWerePutIntoTheCacheByHand() throws IOException {
        Path trained = Shared.path("weights/resnet20-12fca82f.th");
        WeightsSource source = WeightsSource.pretrained("resnet20");
        Path place = folder.resolve("github.com/akamaster/pytorch_resnet_cifar10/raw/master/pretrained_models");
        Files.createDirectories(place);
        Files.copy(trained, place.resolve("resnet20-12fca82f.th"));

        Checkpoint checkpoint = source.read(WeightsCache.in(folder).offline(true));

        assertThat(checkpoint.description())
                .get()
                .isEqualTo(PretrainedWeights.of("resnet20").description());
        assertThat(checkpoint.weights().tensors()).containsKey("linear.weight");
    }

    private byte[] safetensors() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, Map.of("fc.bias", StoredTensor.ofFloats(new float[] {1}, 1)), Map.of());
        return Files.readAllBytes(file);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
