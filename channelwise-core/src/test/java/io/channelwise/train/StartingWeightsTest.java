package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.Safetensors;
import io.channelwise.weights.Selection;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import io.channelwise.weights.WeightsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingWeightsTest {

    @TempDir
    private Path folder;

    @Test
    void colourWeightsBeginAGreyNetwork() {
        Path file = write("model.", 3, Map.of());
        try (Network colour = Models.create("resnet20", 3, 5, 1);
                Network grey = Models.create("resnet20", 1, 5, 2)) {
            String said = StartingWeights.load(grey, settings(file, null));

            assertThat(said)
                    .startsWith("starting from " + file + "; ")
                    .contains("the prefix model. of its keys is dropped")
                    .contains("conv1.weight is summed over its 3 colours, since the images have 1 channel");
            float[] kernels = Tensors.floats(colour.stateDict().get("conv1.weight"));
            float[] summed = Tensors.floats(grey.stateDict().get("conv1.weight"));
            for (int i = 0; i < summed.length; i++) {
                int at = i / 9 * 27 + i % 9;
                assertThat(summed[i]).isCloseTo(kernels[at] + kernels[at + 9] + kernels[at + 18], within(1e-6f));
            }
            assertThat(Tensors.floats(grey.stateDict().get("layer3.2.conv2.weight")))
                    .isEqualTo(Tensors.floats(colour.stateDict().get("layer3.2.conv2.weight")));
        }
    }

    @Test
    void theSelectionOfTheRunHolds() {
        Path file = write("", 3, Map.of("loss.weight", StoredTensor.ofFloats(new float[1], 1)));
        try (Network network = Models.create("resnet20", 3, 5, 2)) {
            assertThatThrownBy(() -> StartingWeights.load(network, settings(file, null)))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("loss.weight: [1]")
                    .hasMessageContaining("--ignore loss");

            assertThat(StartingWeights.load(network, settings(file, new Selection(null, List.of("loss")))))
                    .isEqualTo("starting from " + file + "; --ignore loss leaves out loss.weight");
        }
    }

    @Test
    void theSelectionIsKeptWithTheRun() {
        TrainSettings settings = settings(Path.of("a.pth"), new Selection("ema", List.of("loss")));

        TrainSettings read = RunJson.read(RunJson.pretty(settings), TrainSettings.class);

        assertThat(read).isEqualTo(settings);
        assertThat(RunJson.pretty(settings(Path.of("a.pth"), null))).doesNotContain("selection");
    }

    private Path write(String prefix, int channels, Map<String, StoredTensor> more) {
        Path file = folder.resolve("weights.safetensors");
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        try (Network network = Models.create("resnet20", channels, 5, 1)) {
            StateDicts.stored(network.stateDict()).forEach((key, value) -> tensors.put(prefix + key, value));
        }
        tensors.putAll(more);
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    private static TrainSettings settings(Path weights, Selection selection) {
        TrainSettings usual = SyntheticImages.settings(1);
        return new TrainSettings(
                usual.recipe(),
                usual.data(),
                "resnet20",
                weights.toString(),
                selection,
                usual.imageSize(),
                usual.onBadImage(),
                usual.optimization(),
                usual.augmentation(),
                usual.zeroInitResidual(),
                usual.computation(),
                usual.seed(),
                usual.workers());
    }
}
