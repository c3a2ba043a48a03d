package io.channelwise.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.Tensors;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class LayoutChoiceTest {

    @Test
    void aTieGoesToChannelsLast() {
        assertThat(LayoutChoice.of(100, 100).layout()).isEqualTo(MemoryLayout.CHANNELS_LAST);
        assertThat(LayoutChoice.of(100, 98).layout()).isEqualTo(MemoryLayout.CHANNELS_LAST);
        assertThat(LayoutChoice.of(100, 96).layout()).isEqualTo(MemoryLayout.CONTIGUOUS);
    }

    @Test
    void measuringLeavesTheNetworkAsItWas() {
        try (Network network = Models.create("se_resnet20", 3, 10, 0)) {
            Map<String, float[]> before = values(network);

            LayoutChoice choice = LayoutChoice.measure(network, 2, 3, 32, 32);

            assertThat(choice.channelsLast()).isPositive();
            assertThat(choice.contiguous()).isPositive();
            assertThat(network.isTraining()).isTrue();
            values(network).forEach((key, value) -> assertThat(value).as(key).isEqualTo(before.get(key)));
            assertThat(network.parameters().values())
                    .allMatch(weight -> !weight.grad().defined());
        }
    }

    @Test
    void theWeightsLieInTheChosenLayout() {
        try (Network network = Models.create("se_resnet20", 3, 10, 0)) {
            network.eval();
            LayoutChoice choice = LayoutChoice.measure(network, 1, 3, 32, 32);
            Tensor weight = network.parameters().get("conv1.weight");
            assertThat(weight.is_contiguous(choice.layout().format())).isTrue();
        }
    }

    private static Map<String, float[]> values(Network network) {
        Map<String, float[]> values = new HashMap<>();
        network.stateDict().forEach((key, tensor) -> values.put(key, Tensors.floats(tensor)));
        return values;
    }
}
