package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.Transform;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccumulationTest {

    @TempDir
    private Path folder;

    @Test
    void batchesOfAStepShareItsGradientAndTheLastStepTakesWhatIsLeft() {
        Accumulation three = new Accumulation(8, 3);

        assertThat(three.stepsPerEpoch()).isEqualTo(3);
        assertThat(List.of(three.step(0, 2), three.step(0, 3), three.step(0, 7), three.step(4, 7)))
                .containsExactly(0L, 1L, 2L, 14L);
        assertThat(three.share(5)).isEqualTo(1 / 3.0);
        assertThat(three.share(6)).isEqualTo(0.5);
        assertThat(three.endsStep(2)).isTrue();
        assertThat(three.endsStep(6)).isFalse();
        assertThat(three.endsStep(7)).isTrue();
    }

    @Test
    void oneBatchAStepIsTheWholeGradient() {
        Accumulation one = new Accumulation(5, 1);

        assertThat(one.stepsPerEpoch()).isEqualTo(5);
        assertThat(one.share(4)).isEqualTo(1);
        assertThat(one.endsStep(3)).isTrue();
    }

    /**
     * Batch norms in evaluation mode know no batch, so that nothing but rounding is left between the two. That may turn a
     * unit of a ReLU which is next to zero on or off, as it does with AVX2 on four threads: then gradients of all layers
     * before it differ, by up to a thousandth of what training without accumulation makes of them; by a millionth
     * elsewhere. A share that is wrong by a hundredth is more than either.
     */
    @Test
    void smallBatchesAccumulatedTrainAsTheLargeOneDoes() {
        Map<String, StoredTensor> large = trained("large", 16, 1, "norms");
        Map<String, StoredTensor> small = trained("small", 8, 2, "norms");
        Map<String, StoredTensor> other = trained("other", 8, 1, "norms");

        assertThat(distance(large, other, "linear.weight")).isGreaterThan(0.1);
        assertThat(large.keySet()).allSatisfy(key -> assertThat(distance(large, small, key))
                .isLessThanOrEqualTo(distance(large, other, key) / 100));
    }

    @Test
    void divergenceIsToldByTheStepAndTheLastGoodCheckpoint() {
        RunDirectory run = TestRuns.begin(folder.resolve("diverging"), settings(8, 2, 1e20));

        assertThatThrownBy(() -> TestRuns.train(run, TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("The loss is (NaN|Infinity) at step 2; try a lower learning rate, a longer warm-up"
                        + " or gradient clipping\\. Last good checkpoint: none yet");
    }

    /** As where every image of a folder is damaged and skipped. */
    @Test
    void anEpochWithoutABatchIsNone() {
        RunDirectory run = TestRuns.begin(folder.resolve("empty"), settings(8, 1, 0.01));
        TrainingData whole = TrainingData.of(
                SyntheticImages.splits(),
                SyntheticImages.defaults(),
                run.config().settings());
        Loader tooFew = new Loader(
                whole.trainImages(),
                new LoaderSettings(100, true, 0, 1, true),
                Transform.identity(),
                SyntheticImages.defaults().normalization());
        TrainingData none = new TrainingData(whole.splits(), tooFew, whole.test(), whole.preprocessing());

        try (Trainer trainer = new Trainer(run, none, TrainingListener.NONE)) {
            assertThatThrownBy(trainer::train)
                    .isInstanceOf(TrainingException.class)
                    .hasMessage("epoch 1 has no training images; none of them can be read");
        }
    }

    private Map<String, StoredTensor> trained(String name, int batchSize, int accumulate, String... freeze) {
        RunDirectory run = TestRuns.begin(folder.resolve(name), settings(batchSize, accumulate, 0.01, freeze));
        TestRuns.train(run, TrainingListener.NONE);
        return TestRuns.tensors(run.last());
    }

    private static TrainSettings settings(int batchSize, int accumulate, double rate, String... freeze) {
        Optimization optimization = new Optimization(
                2,
                batchSize,
                accumulate,
                Descent.sgd(0.9, true, new WeightDecay(5e-4, false)),
                LearningRate.cosine(rate, 0),
                new Regularization(0.1, 0, 0, ClassWeights.BALANCED),
                List.of(freeze),
                0);
        return SyntheticImages.settings("resnet20", optimization, Augmentation.of(1, 2, true), 1);
    }

    /** The length of the difference of two tensors by that of the first. */
    private static double distance(Map<String, StoredTensor> one, Map<String, StoredTensor> other, String key) {
        float[] a = Tensors.floats(StateDicts.tensor(one.get(key)));
        float[] b = Tensors.floats(StateDicts.tensor(other.get(key)));
        double length = 1e-6;
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            length += (double) a[i] * a[i];
            difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return Math.sqrt(difference / length);
    }
}
