package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What wrappers make of a network's keys, and what of them is found again. */
class NetworkKeysTest {

    private static final List<String> NETWORK = List.of(
            "conv1.weight", "bn1.weight", "layer1.0.conv1.weight", "layer1.0.bn1.weight", "fc.weight", "fc.bias");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.",
                "net.",
                "module.",
                "module.model.",
                "model.module.",
                "_orig_mod.",
                "model._orig_mod.",
                "average_model.module.",
                "x.y.z.w."
            })
    void thePrefixOfANetworkIsDroppedAndTold(String prefix) {
        NetworkKeys keys = NetworkKeys.among(under(prefix), Selection.USUAL);

        assertThat(keys.renamed().values()).containsExactlyElementsOf(NETWORK);
        assertThat(keys.notes()).containsExactly("the prefix " + prefix + " of its keys is dropped");
    }

    @Test
    void keysWithoutAPrefixStayAndNothingIsTold() {
        NetworkKeys keys = NetworkKeys.among(NETWORK, Selection.USUAL);

        assertThat(keys.renamed().values()).containsExactlyElementsOf(NETWORK);
        assertThat(keys.notes()).isEmpty();
    }

    @Test
    void strangersKeepTheirNamesSoThatStrictLoadingNamesThem() {
        List<String> file = new ArrayList<>(under("model."));
        file.add("criterion.weight");

        assertThat(NetworkKeys.among(file, Selection.USUAL).renamed())
                .containsEntry("criterion.weight", "criterion.weight")
                .containsEntry("model.fc.bias", "fc.bias");
    }

    @Test
    void theAverageCountIsLeftOutAndTold() {
        List<String> file = new ArrayList<>(List.of("n_averaged"));
        file.addAll(under("module."));

        NetworkKeys keys = NetworkKeys.among(file, Selection.USUAL);

        assertThat(keys.renamed().values()).containsExactlyElementsOf(NETWORK);
        assertThat(keys.notes())
                .containsExactly(
                        "n_averaged is left out: it counts the models of an average",
                        "the prefix module. of its keys is dropped");
    }

    @Test
    void aNetworkThatLacksItsStemIsStillFoundByItsHead() {
        List<String> file = new ArrayList<>(under("model."));
        file.remove("model.conv1.weight");

        assertThat(NetworkKeys.among(file, Selection.USUAL).renamed()).containsEntry("model.fc.bias", "fc.bias");
    }

    @Test
    void ofTwoNetworksOneMustBeNamed() {
        List<String> file = new ArrayList<>(under("student."));
        file.addAll(under("teacher.module."));

        assertThatThrownBy(() -> NetworkKeys.among(file, Selection.USUAL))
                .hasMessage("holds 2 networks, under student., teacher.module.: take one with --key student");
        assertThat(NetworkKeys.among(file, new Selection("student", null))
                        .renamed()
                        .values())
                .containsExactlyElementsOf(NETWORK);
        assertThat(NetworkKeys.among(file, new Selection("teacher", null))
                        .renamed()
                        .values())
                .containsExactlyElementsOf(NETWORK);
        assertThat(NetworkKeys.among(file, new Selection(null, List.of("teacher")))
                        .renamed()
                        .values())
                .containsExactlyElementsOf(NETWORK);
        assertThatThrownBy(() -> NetworkKeys.among(file, new Selection("ema", null)))
                .hasMessageStartingWith("has nothing under the key ema; it has student.conv1.weight, ");
    }

    @Test
    void keysThatBecomeOneAreNotMixed() {
        List<String> file = new ArrayList<>(under("model."));
        file.add("fc.bias");

        assertThatThrownBy(() -> NetworkKeys.among(file, Selection.USUAL)).hasMessageContaining("becomes fc.bias");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            total_ops      | layer1.0.total_ops, total_ops
            total_*        | layer1.0.total_ops, total_ops, total_params
            total_.*       | layer1.0.total_ops, total_ops, total_params
            total_para??   | total_params
            criterion      | criterion.weight
            criterion.*    | criterion.weight
            *.total_ops    | layer1.0.total_ops
            layer1.*.total_ops | layer1.0.total_ops
            """)
    void patternsLeaveOut(String pattern, String left) {
        List<String> file = new ArrayList<>(NETWORK);
        file.addAll(List.of("criterion.weight", "layer1.0.total_ops", "total_ops", "total_params"));

        Map<String, String> kept =
                NetworkKeys.among(file, new Selection(null, List.of(pattern))).renamed();

        List<String> gone = new ArrayList<>(file);
        gone.removeAll(kept.keySet());
        assertThat(gone).containsExactlyInAnyOrder(left.split(", "));
    }

    @Test
    void aPatternThatFitsNothingIsTold() {
        assertThat(NetworkKeys.among(NETWORK, new Selection(null, List.of("loss.*")))
                        .notes())
                .containsExactly("--ignore loss.* fits no key");
    }

    private static List<String> under(String prefix) {
        return NETWORK.stream().map(key -> prefix + key).toList();
    }
}
