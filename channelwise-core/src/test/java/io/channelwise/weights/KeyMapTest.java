package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyMapTest {

    @Test
    void rulesAreAppliedFromTopToBottom() {
        KeyMap map = KeyMap.of("^stage(\\d)\\.", "layer$1.", "^layer1\\.", "stem.");
        Map<String, Integer> entries = new LinkedHashMap<>();
        entries.put("stage2.weight", 2);
        entries.put("stage1.weight", 1);

        assertThat(map.apply(entries)).containsExactly(Map.entry("layer2.weight", 2), Map.entry("stem.weight", 1));
    }

    @Test
    void twoKeysCannotBecomeOne() {
        assertThatThrownBy(() -> KeyMap.of("[ab]", "c").apply(Map.of("a", 1, "b", 2)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("becomes c, as another key does");
    }

    @Test
    void aRuleNeedsAReplacement() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyMap.of("a")).withMessageContaining("pairs");
    }

    @Test
    void noKeysAreNoKeys() {
        assertThat(KeyMap.WRAPPERS.apply(Map.of())).isEmpty();
    }
}
