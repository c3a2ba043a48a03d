package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.nn.Linear;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class GradientClippingTest {

    @Test
    void largeGradientsAreScaledTogetherToTheNorm() {
        try (Linear layer = layerWithGradients()) {
            List<Float> before = gradients(layer);
            double norm = norm(before);

            GradientClipping.clip(layer.parameters().values(), norm / 4);

            List<Float> after = gradients(layer);
            assertThat(norm(after)).isCloseTo(norm / 4, within(1e-5 * norm));
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i)).isCloseTo(before.get(i) / 4, within((float) (1e-5 * norm)));
            }
        }
    }

    @Test
    void smallOnesAndANormOfZeroChangeNothing() {
        try (Linear layer = layerWithGradients()) {
            List<Float> before = gradients(layer);

            GradientClipping.clip(layer.parameters().values(), 2 * norm(before));
            GradientClipping.clip(layer.parameters().values(), 0);

            assertThat(gradients(layer)).isEqualTo(before);
        }
    }

    /** Without handing out the norm, for which a GPU would have to be waited for. */
    @Test
    void isLibtorchsOwnClippingToTheLastBit() {
        for (double share : new double[] {0.3, 0.999, 1.001}) {
            try (Linear ours = layerWithGradients();
                    Linear theirs = layerWithGradients()) {
                theirs.parameters().forEach((key, weight) -> weight.mutable_grad()
                        .set_data(ours.parameters().get(key).grad().detach().clone()));
                double most = share * norm(gradients(ours));

                GradientClipping.clip(ours.parameters().values(), most);
                torch.clip_grad_norm_(
                        new TensorVector(theirs.parameters().values().toArray(Tensor[]::new)), most);

                assertThat(gradients(ours)).isEqualTo(gradients(theirs));
            }
        }
    }

    private static Linear layerWithGradients() {
        Linear layer = new Linear(3, 2);
        try (Scope scope = new Scope()) {
            Losses.crossEntropy(layer.call(Tensors.of(new float[] {5, -3, 8}, 1, 3)), Tensors.ofLongs(0))
                    .backward();
        }
        return layer;
    }

    private static List<Float> gradients(Linear layer) {
        List<Float> all = new ArrayList<>();
        try (Scope scope = new Scope()) {
            layer.parameters().values().forEach(parameter -> {
                for (float value : Tensors.floats(parameter.grad())) {
                    all.add(value);
                }
            });
        }
        return all;
    }

    private static double norm(List<Float> values) {
        return Math.sqrt(values.stream().mapToDouble(value -> value * value).sum());
    }
}
