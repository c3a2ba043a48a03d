package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class DeterminismTest {

    @Test
    void libtorchIsToldAndCuBlasTooWhereTheUserHasNotToldIt() {
        Determinism.require();
        Context context = torch.globalContext();
        try {
            assertThat(context.deterministicAlgorithms()).isTrue();
            assertThat(context.deterministicAlgorithmsWarnOnly()).isFalse();
            assertThat(context.deterministicCuDNN()).isTrue();
            assertThat(context.benchmarkCuDNN()).isFalse();
            assertThat(torch.has_env("CUBLAS_WORKSPACE_CONFIG")).isTrue();
        } finally {
            Determinism.set(false);
        }
    }
}
