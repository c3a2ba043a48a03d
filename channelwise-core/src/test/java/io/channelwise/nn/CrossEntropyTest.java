package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {

    private static final float[] LOGITS = {2, -1, 0.5f, 0, 3, 1};
    private static final float[] SOFT = {0.7f, 0.3f, 0, 0, 0.25f, 0.75f};
    private static final float[] WEIGHTS = {0.5f, 2, 1.5f};

    @Test
    void softTargetsAreWeightedAndSmoothedAsTheFormulaSays() {
        for (double smoothing : new double[] {0, 0.1, 1}) {
            assertThat(soft(SOFT, smoothing, WEIGHTS)).isCloseTo(formula(SOFT, smoothing, WEIGHTS), within(1e-6));
            assertThat(soft(SOFT, smoothing, null))
                    .isCloseTo(formula(SOFT, smoothing, new float[] {1, 1, 1}), within(1e-6));
        }
    }

    @Test
    void aTargetOfOneIsTheLossOfTheLabel() {
        float[] oneHot = {0, 1, 0, 0, 0, 1};
        try (Scope scope = new Scope()) {
            Tensor logits = Tensors.of(LOGITS, 2, 3);
            double ofLabels = Tensors.item(Losses.crossEntropy(logits, Tensors.ofLongs(1, 2), 0.1));
            assertThat(soft(oneHot, 0.1, null)).isCloseTo(ofLabels, within(1e-6));
        }
    }

    @Test
    void theShapeOfTheTargetsIsChecked() {
        assertThatThrownBy(() -> Losses.crossEntropy(Tensors.empty(2, 3), Tensors.empty(2, 4), 0, null))
                .hasMessage("targets: [2, 4]; allowed: the logits' shape, [2, 3]");
    }

    private static double soft(float[] targets, double smoothing, float[] weights) {
        try (Scope scope = new Scope()) {
            Tensor ofClasses = weights == null ? null : Tensors.of(weights, 3);
            return Tensors.item(
                    Losses.crossEntropy(Tensors.of(LOGITS, 2, 3), Tensors.of(targets, 2, 3), smoothing, ofClasses));
        }
    }

    private static double formula(float[] targets, double smoothing, float[] weights) {
        double loss = 0;
        for (int i = 0; i < 2; i++) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += Math.exp(LOGITS[3 * i + c]);
            }
            for (int c = 0; c < 3; c++) {
                double target = (1 - smoothing) * targets[3 * i + c] + smoothing / 3;
                loss -= weights[c] * target * (LOGITS[3 * i + c] - Math.log(sum));
            }
        }
        return loss / 2;
    }
}
