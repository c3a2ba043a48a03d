package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.data.Batch;
import io.channelwise.data.Dataset;
import io.channelwise.data.Image;
import io.channelwise.inference.Placement;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class TrainingLossTest {

    private static final float[] LOGITS = {2, -1, 0.5f, 1};
    private static final Dataset UNEVEN = new Labels(0, 0, 0, 1);

    @Test
    void plainLabelsAreTheLossOfLabels() {
        try (Scope scope = new Scope()) {
            Tensor logits = Tensors.of(LOGITS, 2, 2);
            double plain = Tensors.item(Losses.crossEntropy(logits, Tensors.ofLongs(0, 1), 0.1));
            assertThat(loss(Regularization.smoothing(0.1), batch(new int[] {1, 0}, 1)))
                    .isEqualTo(plain);
        }
    }

    @Test
    void mixedImagesCountForBothClasses() {
        double mixed = loss(Regularization.NONE, batch(new int[] {1, 1}, 0.75));
        double first = 0.75 * minusLogP(0, 0) + 0.25 * minusLogP(0, 1);

        assertThat(mixed).isCloseTo((first + minusLogP(1, 1)) / 2, within(1e-6));
    }

    @Test
    void classWeightsMultiplyEachImagesLoss() {
        Regularization balanced = new Regularization(0, 0, 0, ClassWeights.BALANCED);

        double weighted = loss(balanced, batch(new int[] {0, 1}, 1));

        assertThat(weighted).isCloseTo((4 / 6.0 * minusLogP(0, 0) + 2 * minusLogP(1, 1)) / 2, within(1e-6));
    }

    @Test
    void balancedWeightsAreOneOnAverageOverTheImages() {
        assertThat(ClassWeights.BALANCED.of(UNEVEN).orElseThrow()).containsExactly(4 / 6f, 2);
        assertThat(3 * 4 / 6.0 + 2).isEqualTo(UNEVEN.size());
        assertThat(ClassWeights.NONE.of(UNEVEN)).isEmpty();
    }

    @Test
    void accuracyIsToldByTheClassOfTheLargerShare() {
        assertThat(TrainingLoss.mainLabels(batch(new int[] {1, 0}, 0.6))).containsExactly(0, 1);
        assertThat(TrainingLoss.mainLabels(batch(new int[] {1, 0}, 0.4))).containsExactly(1, 0);
    }

    private static double loss(Regularization regularization, Batch batch) {
        try (Scope scope = new Scope()) {
            return Tensors.item(
                    new TrainingLoss(regularization, UNEVEN, Placement.CPU).of(Tensors.of(LOGITS, 2, 2), batch));
        }
    }

    private static double minusLogP(int image, int label) {
        return Math.log(Math.exp(LOGITS[2 * image]) + Math.exp(LOGITS[2 * image + 1])) - LOGITS[2 * image + label];
    }

    /** Two images of classes 0 and 1. */
    private static Batch batch(int[] others, double share) {
        return new Batch(new float[2], 2, 1, 1, 1, new int[] {0, 1}, new int[] {0, 1}, others, share);
    }

    /** Labels without images. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Labels(int... labels) implements Dataset {

        @Override
        public String name() {
            return "labels";
        }

        @Override
        public List<String> classes() {
            return List.of("many", "few");
        }

        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int label(int i) {
            return labels[i];
        }

        @Override
        public String id(int i) {
            return "label " + i;
        }

        @Override
        public Image image(int i) {
            throw new UnsupportedOperationException();
        }
    }
}
