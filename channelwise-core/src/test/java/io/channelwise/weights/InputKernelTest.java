package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputKernelTest {

    @Test
    void colourIsSummedForGrey() {
        Checkpoint grey = InputKernel.fit(checkpoint(new float[] {1, 2, 3, 10, 20, 30}, 2, 3, 1, 1), "resnet20", 1);

        assertThat(grey.weights().tensors().get("conv1.weight")).hasToString("F32 [2, 1, 1, 1]");
        assertThat(values(grey)).containsExactly(6, 60);
        assertThat(grey.weights().notes())
                .containsExactly("conv1.weight is summed over its 3 colours, since the images have 1 channel");
    }

    @Test
    void greyIsSpreadOverColours() {
        Checkpoint colour = InputKernel.fit(checkpoint(new float[] {6, 60}, 2, 1, 1, 1), "resnet20+eca", 3);

        assertThat(colour.weights().tensors().get("conv1.weight")).hasToString("F32 [2, 3, 1, 1]");
        assertThat(values(colour)).containsExactly(new float[] {2, 2, 2, 20, 20, 20}, within(1e-6f));
        assertThat(colour.weights().notes())
                .containsExactly("conv1.weight is spread over 3 colours, since the images have 3");
    }

    @Test
    void whatFitsOrFitsNothingIsLeft() {
        Checkpoint colour = checkpoint(new float[6], 2, 3, 1, 1);
        Checkpoint four = checkpoint(new float[8], 2, 4, 1, 1);

        assertThat(InputKernel.fit(colour, "resnet20", 3)).isSameAs(colour);
        assertThat(InputKernel.fit(four, "resnet20", 1)).isSameAs(four);
        assertThat(InputKernel.fit(colour, "skresnet50d", 1)).isSameAs(colour);
    }

    private static Checkpoint checkpoint(float[] values, long... shape) {
        Map<String, StoredTensor> tensors = Map.of("conv1.weight", StoredTensor.ofFloats(values, shape));
        return new Checkpoint(Optional.empty(), new Weights(tensors, Map.of(), "a test"));
    }

    private static float[] values(Checkpoint checkpoint) {
        FloatBuffer buffer =
                checkpoint.weights().tensors().get("conv1.weight").data().asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
