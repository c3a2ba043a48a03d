package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.runtime.Precision;
import org.junit.jupiter.api.Test;

class ComputationTest {

    private static final TrainSettings CBAM =
            SyntheticImages.settings("resnet20+cbam", SyntheticImages.optimization(1), Augmentation.of(1, 2, true), 1);

    @Test
    void aNetworkThatCannotRepeatItselfOnAGpuIsRefusedBeforeItTrains() {
        assertThatThrownBy(() -> CBAM.with(on("cuda", true)).requireKnownNames())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "deterministic: true; allowed: false on a GPU for a network with adaptive maximum");
    }

    @Test
    void othersMayAndTheProcessorAlwaysDoes() {
        assertThatCode(() -> CBAM.with(on("cpu", true)).requireKnownNames()).doesNotThrowAnyException();
        assertThatCode(() -> CBAM.with(on("cuda", false)).requireKnownNames()).doesNotThrowAnyException();
        assertThatCode(() -> SyntheticImages.settings(1).with(on("cuda", true)).requireKnownNames())
                .doesNotThrowAnyException();
    }

    private static Computation on(String device, boolean deterministic) {
        return new Computation(device, MemoryLayout.CHANNELS_LAST, Precision.FLOAT32, false, deterministic);
    }
}
