package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezingTest {

    @TempDir
    private Path folder;

    @Test
    void frozenStagesKeepEveryBitAndTheOthersTrain() {
        assertThat(changedBy("stem", "layer1"))
                .contains("layer2.0.conv1.weight", "layer2.0.bn1.running_mean", "layer3.2.bn2.bias", "linear.weight")
                .noneMatch(key -> key.startsWith("conv1") || key.startsWith("bn1") || key.startsWith("layer1."));
    }

    @Test
    void aFrozenBodyLeavesTheHeadAlone() {
        assertThat(changedBy("body")).containsExactly("linear.bias", "linear.weight");
    }

    @Test
    void frozenNormsKeepTheirStatisticsToo() {
        assertThat(changedBy("norms"))
                .contains("conv1.weight", "layer3.0.conv2.weight", "linear.weight")
                .noneMatch(key -> key.contains("bn"));
    }

    @Test
    void frozenParametersHaveNeitherGradientNorOptimizer() {
        try (Network network = Models.create("se_resnet20", 3, 2, 0)) {
            Set<String> trainable = new Freezing(network, List.of("stem", "layer2", "layer3"))
                    .trainable()
                    .keySet();

            assertThat(trainable)
                    .contains("layer1.0.se.fc.0.weight", "fc.bias")
                    .allMatch(key -> key.startsWith("layer1.") || key.startsWith("fc."));
            assertThat(network.parameters().get("conv1.weight").requires_grad()).isFalse();
            assertThat(network.parameters().get("fc.weight").requires_grad()).isTrue();
        }
    }

    @Test
    void partsAreNamedWhereThereIsNone() {
        try (Network network = Models.create("resnet20", 3, 2, 0)) {
            assertThatThrownBy(() -> new Freezing(network, List.of("layer4")))
                    .hasMessage("freeze: layer4; allowed: stem, layer1, layer2, layer3, body, norms");
        }
    }

    /** The keys of what a short run changes. */
    private Set<String> changedBy(String... freeze) {
        Optimization plain = SyntheticImages.optimization(2);
        Optimization freezing =
                new Optimization(2, 16, 1, plain.descent(), plain.rate(), Regularization.NONE, List.of(freeze), 0);
        TrainSettings settings = SyntheticImages.settings("resnet20", freezing, Augmentation.of(1, 0, false), 1);
        RunDirectory run = TestRuns.begin(folder.resolve(freeze[0]), settings);
        TestRuns.train(run, TrainingListener.NONE);
        Map<String, StoredTensor> after = TestRuns.tensors(run.last());
        Set<String> changed = new TreeSet<>();
        try (Network before = Models.create("resnet20", 3, 2, settings.seed())) {
            StateDicts.stored(before.stateDict()).forEach((key, tensor) -> {
                if (!after.get(key).data().equals(tensor.data())) {
                    changed.add(key);
                }
            });
        }
        return changed;
    }
}
