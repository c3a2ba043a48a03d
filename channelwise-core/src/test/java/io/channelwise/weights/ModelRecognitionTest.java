package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.weights.ModelRecognition.Match;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelRecognitionTest {

    /** Those with few enough weights to be copied in a test. */
    static Stream<String> models() {
        Set<String> small =
                Set.of("resnet18", "se_resnet18", "sknet26", "seresnet18", "legacy_seresnet18", "skresnet18");
        return Models.entries().stream()
                .filter(entry -> entry.imageSize() == 32 || small.contains(entry.name()))
                .map(ModelEntry::name);
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyModelIsRecognisedByItsOwnWeights(String name) {
        assertThat(ModelRecognition.recognise(weights(name, 1, 7))).isEqualTo(new Match(name, 1, 7));
    }

    @Test
    void weightsWithoutCountersAreRecognised() {
        Map<String, StoredTensor> old = weights("resnet20", 3, 10);
        old.keySet().removeIf(Misfits::isCounter);

        assertThat(ModelRecognition.matches(old)).containsExactly(new Match("resnet20", 3, 10));
    }

    @Test
    void theClosestModelSaysWhatIsWrong() {
        Map<String, StoredTensor> weights = weights("se_resnet20", 3, 10);
        weights.remove("bn1.weight");
        weights.put("more", StoredTensor.ofFloats(new float[2], 2));
        weights.put("conv1.weight", StoredTensor.ofFloats(new float[16], 16));

        assertThatThrownBy(() -> ModelRecognition.recognise(weights))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("closest is se_resnet20")
                .hasMessageContaining("bn1.weight: [16]")
                .hasMessageContaining("more: [2]")
                .hasMessageContaining("conv1.weight: checkpoint [16], model [16, 3, 3, 3]");
    }

    @Test
    void aHeadOfImpossibleSizeIsNotBelieved() {
        Map<String, StoredTensor> weights = weights("se_resnet20", 3, 10);
        weights.put("fc.weight", new StoredTensor(DType.F32, List.of(1L << 60, 0L), ByteBuffer.allocate(0)));

        assertThatThrownBy(() -> ModelRecognition.recognise(weights))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("fc.weight: checkpoint [1152921504606846976, 0], model [10, 64]");
    }

    @Test
    void strangeKeysBelongToNoModel() {
        assertThatThrownBy(() -> ModelRecognition.recognise(Map.of("a", StoredTensor.ofFloats(new float[1], 1))))
                .isInstanceOf(WeightsException.class)
                .hasMessage("has keys of no known model, such as a");
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, torchvision",
        "resnet20, akamaster",
        "se_resnet18, senet.pytorch",
        "se_resnet20, senet.pytorch",
        "sknet26, ",
        "seresnet18, timm",
        "skresnet18, timm",
        "legacy_seresnet18, timm-legacy"
    })
    void theLayoutIsToldByTheKeys(String model, String layout) {
        assumeThat(Models.entries()).extracting(ModelEntry::name).contains(model);

        Optional<KeyLayout> found = KeyLayout.of(weights(model, 3, 10).keySet());

        assertThat(found.map(KeyLayout::label)).isEqualTo(Optional.ofNullable(layout));
    }

    @Test
    void timmNamesPlainNetworksAsTorchvisionDoes() {
        assertThat(KeyLayout.named("timm").fits(weights("resnet18", 3, 10).keySet()))
                .isTrue();
    }

    private static Map<String, StoredTensor> weights(String model, int channels, int classes) {
        Map<String, StoredTensor> weights = new LinkedHashMap<>();
        try (Network network = Models.uninitialized(model, channels, classes)) {
            network.stateDict().forEach((key, tensor) -> {
                DType type = Misfits.isCounter(key) ? DType.I64 : DType.F32;
                List<Long> shape = Arrays.stream(tensor.shape()).boxed().toList();
                ByteBuffer bytes = ByteBuffer.allocate((int) StoredTensor.byteSize(type, shape));
                weights.put(key, new StoredTensor(type, shape, bytes));
            });
        }
        return weights;
    }
}
