package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Bfloat16UnitsTest {

    @Test
    void areKnownByTheNamesOfInstructionSets() {
        assertThat(Bfloat16Units.areMissing(List.of("model name\t: A", "flags\t\t: fpu avx2 avx512f")))
                .isTrue();
        assertThat(Bfloat16Units.areMissing(List.of("flags\t\t: avx512f avx512_bf16 fma")))
                .isFalse();
        assertThat(Bfloat16Units.areMissing(List.of("flags\t\t: amx_tile amx_bf16")))
                .isFalse();
        assertThat(Bfloat16Units.areMissing(List.of("Features\t: asimd bf16"))).isFalse();
        assertThat(Bfloat16Units.areMissing(List.of("Features\t: asimd"))).isTrue();
    }

    @Test
    void areNotMissedWhereTheSystemSaysNothing() {
        assertThat(Bfloat16Units.areMissing(List.of("processor\t: 0"))).isFalse();
    }
}
