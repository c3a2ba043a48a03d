package io.channelwise.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.data.Batch;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final Batch BATCH = batch();

    private static Batch batch() {
        Random random = new Random(0);
        float[] pixels = new float[4 * 3 * 32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return new Batch(pixels, 4, 3, 32, 32, new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3});
    }

    @Test
    void bfloat16RoundsTheLogitsAndHandsThemOutInFloat32() {
        float[] exact = logits(Placement.CPU);
        float[] rounded = logits(new Placement(ComputeDevice.CPU, MemoryLayout.CHANNELS_LAST, Precision.BFLOAT16));
        float largest = 0;
        for (float logit : exact) {
            largest = Math.max(largest, Math.abs(logit));
        }

        assertThat(rounded).isNotEqualTo(exact);
        for (int i = 0; i < exact.length; i++) {
            assertThat(rounded[i]).isCloseTo(exact[i], within(0.05f * largest));
        }
    }

    @Test
    void memoryLayoutsDifferByRoundingAlone() {
        float[] last = logits(Placement.CPU);
        float[] first = logits(new Placement(ComputeDevice.CPU, MemoryLayout.CONTIGUOUS, Precision.FLOAT32));

        for (int i = 0; i < last.length; i++) {
            assertThat(first[i]).isCloseTo(last[i], within(1e-4f));
        }
    }

    private static float[] logits(Placement placement) {
        try (Network network = Models.create("se_resnet20", 3, 4, 0);
                Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            network.eval();
            placement.take(network);
            Tensor logits = placement.logits(network, BATCH);
            assertThat(logits.scalar_type().intern()).isEqualTo(ScalarType.Float);
            return Tensors.floats(logits);
        }
    }
}
