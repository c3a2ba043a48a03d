package io.channelwise.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.channelwise.nn.Layer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published sizes of the networks, and what names may be. */
class ZooTest {

    @ParameterizedTest
    @CsvSource({
        "resnet101, 44549160",
        "resnet152, 60192808",
        "resnet20, 269722",
        "resnet110, 1727962",
        "seresnet50, 28088024",
        "sknet50, 27479784",
        "skresnext50_32x4d, 27479784",
        "sknet101, 48736040",
    })
    void hasExactlyThePublishedParameters(String name, long parameters) {
        assertThat(parameters(name)).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "seresnet101, 49.33",
        "seresnet152, 66.82",
        "seresnet152d, 66.84",
        "seresnext101_32x4d, 48.96",
        "seresnext101_64x4d, 88.23",
        "legacy_seresnet101, 49.33",
        "legacy_seresnext26_32x4d, 16.79",
        "legacy_seresnext101_32x4d, 48.96",
        "skresnet50d, 25.82",
        "sknet29, 27.74",
    })
    void hasThePublishedMillionsOfParameters(String name, String millions) {
        assertThat(String.format("%.2f", parameters(name) / 1e6)).isEqualTo(millions);
    }

    private static long parameters(String name) {
        int classes = Models.entry(name).imageSize() == 32 ? 10 : 1000;
        try (Network network = Models.entry(name).factory().create(3, classes)) {
            return network.parameterCount();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "legacy_seresnet50, 28088024, 3.87",
        "sknet50, 27479784, 4.46",
        "skresnext50_32x4d, 27479784, 4.46",
    })
    void countsThePapersMultiplyAdds(String name, long parameters, double gigaMacs) {
        try (Network network = Models.entry(name).factory().create(3, 1000)) {
            Summary summary = Summary.of(network, 224, 224);

            assertThat(summary.parameters()).isEqualTo(parameters);
            assertThat(Math.round(summary.macs() / 1e7) / 100.0).isEqualTo(gigaMacs);
        }
    }

    @Test
    void anAttentionDropsIntoAPlainNetwork() {
        try (Network own = Models.create("se_resnet18", 3, 10, 1);
                Network dropped = Models.create("resnet18", "se", 3, 10, 1)) {
            assertThat(dropped.stateDict().keySet())
                    .containsExactlyElementsOf(own.stateDict().keySet());
            assertThat(dropped.parameterCount()).isEqualTo(own.parameterCount());
        }
    }

    @Test
    void efficientChannelAttentionHasTimmsKeys() {
        try (Network network = Models.create("resnet50", "eca", 3, 10, 1)) {
            assertThat(network.parameters().get("layer1.0.se.conv.weight").shape())
                    .containsExactly(1, 1, 5);
            assertThat(network.parameters().get("layer4.2.se.conv.weight").shape())
                    .containsExactly(1, 1, 7);
        }
    }

    @ParameterizedTest
    @CsvSource({"seresnet152d", "skresnet50d"})
    void aDeepStemAndPooledShortcutsHaveTimmsKeys(String name) {
        try (Network network = Models.entry(name).factory().create(3, 10)) {
            assertThat(network.parameters())
                    .containsKeys("conv1.0.weight", "conv1.4.bias", "conv1.6.weight", "bn1.weight")
                    .containsKeys("layer1.0.downsample.1.weight", "layer2.0.downsample.2.bias")
                    .doesNotContainKey("layer2.0.downsample.0.weight");
        }
    }

    @Test
    void dropoutIsInSenet154Alone() {
        try (Network network = Models.entry("legacy_seresnet18").factory().create(3, 10)) {
            assertThat(network.children()).doesNotContainKey("dropout");
        }
        try (Network network = Models.entry("legacy_senet154").factory().create(3, 10)) {
            Layer dropout = network.children().get("dropout");
            assertThat(dropout).hasToString("Dropout(0.2)");
        }
    }

    @Test
    void everyNameIsUnique() {
        assertThat(Models.entries()).extracting(ModelEntry::name).doesNotHaveDuplicates();
        assertThat(Attentions.entries())
                .extracting(AttentionEntry::name)
                .containsExactlyInAnyOrderElementsOf(
                        Set.of("se", "eca", "cbam", "scse", "ge", "ge_theta", "srm", "sk", "splat"));
    }

    @Test
    void unknownNamesAreAnsweredWithTheClosest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Models.entry("seresnet5"))
                .withMessageStartingWith("model: seresnet5 is unknown; closest: seresnet50");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Models.create("resnet50", "ecca", 3, 10, 0))
                .withMessageStartingWith("attention: ecca is unknown; closest: eca");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Models.entry("resnet5+eca"))
                .withMessageStartingWith("model: resnet5 is unknown; closest: resnet50");
    }

    @Test
    void attentionNeedsAPlainNetwork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Models.entry("se_resnet50+eca"))
                .withMessageStartingWith("attention: eca for the model se_resnet50; allowed: the plain ones, resnet18")
                .withMessageEndingWith("resnet110");
    }
}
