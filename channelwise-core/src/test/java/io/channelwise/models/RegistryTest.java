package io.channelwise.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.runtime.Tensors;
import org.junit.jupiter.api.Test;

class RegistryTest {

    @Test
    void anUnknownNameIsAnsweredWithTheClosest() {
        assertThatThrownBy(() -> Models.create("seresnet_20", 3, 10, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("model: seresnet_20 is unknown; closest: ")
                .hasMessageContaining("se_resnet20");
    }

    @Test
    void theSeedAloneDecidesTheWeights() {
        try (Network one = Models.create("sk_resnet20", 3, 10, 5);
                Network same = Models.create("sk_resnet20", 3, 10, 5);
                Network other = Models.create("sk_resnet20", 3, 10, 6)) {
            String key = "layer2.0.conv1.conv1.1.0.weight";
            float[] weights = Tensors.floats(one.stateDict().get(key));
            assertThat(Tensors.floats(same.stateDict().get(key))).isEqualTo(weights);
            assertThat(Tensors.floats(other.stateDict().get(key))).isNotEqualTo(weights);
        }
    }

    @Test
    void kernelsAreDrawnByHesRule() {
        try (Network network = Models.create("resnet18", 3, 10, 1)) {
            float[] weights = Tensors.floats(network.stateDict().get("layer3.0.conv2.weight"));
            double sum = 0;
            for (float weight : weights) {
                sum += weight * weight;
            }
            double fanOut = 256 * 9;
            assertThat(sum / weights.length * fanOut / 2).isBetween(0.98, 1.02);
        }
    }

    @Test
    void zeroInitMakesEveryBlockTheIdentityAtFirst() {
        try (Network network = Models.create("se_resnet18", 3, 10, 1)) {
            Models.zeroInitResidual(network);
            assertThat(Tensors.floats(network.stateDict().get("layer4.1.bn2.weight")))
                    .containsOnly(0f);
            assertThat(Tensors.floats(network.stateDict().get("layer4.1.bn1.weight")))
                    .containsOnly(1f);
        }
    }
}
