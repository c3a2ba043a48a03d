package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class EngineTest {

    /** On a processor that does not suit NNPACK each convolution that asks for it would print a line. */
    @Test
    void nnpackIsNotAskedFor() {
        Engine.start();

        assertThat(torch.globalContext().userEnabledNNPACK()).isFalse();
    }
}
