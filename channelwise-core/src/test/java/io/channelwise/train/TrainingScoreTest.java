package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.inference.PassListener;
import io.channelwise.inference.Placement;
import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As on a GPU, several batches are read at once here, which changes no number and no sentence. */
class TrainingScoreTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void addsUpLossesAndHits(int batches) {
        List<Double> heard = new ArrayList<>();
        PassListener listener = new PassListener() {
            @Override
            public void batchDone(int images, double loss) {
                heard.add(images * loss);
            }
        };
        long before = Pointer.totalCount();
        try (TrainingScore score = new TrainingScore(batches, (loss, step) -> {})) {
            add(score, 0.5f, 0, new float[] {1, 2, 2, 1}, 1, 1);
            add(score, 2, 1, new float[] {3, 3}, 0);
            score.report(listener);
            assertThat(heard).hasSize(2 / batches * batches);
            add(score, 1, 2, new float[] {0, 1}, 0);
            score.read();
            score.report(listener);

            assertThat(score.images()).isEqualTo(4);
            assertThat(score.loss()).isCloseTo((2 * 0.5 + 2 + 1) / 4, within(1e-12));
            assertThat(score.top1()).isEqualTo(0.5);
            assertThat(heard).containsExactly(1.0, 2.0, 1.0);
        }
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    @Test
    void aLossThatIsNoNumberIsToldWithItsOwnStep() {
        List<Long> steps = new ArrayList<>();
        long before = Pointer.totalCount();
        try (TrainingScore score = new TrainingScore(3, (loss, step) -> {
            steps.add(step);
            if (!Double.isFinite(loss)) {
                throw new TrainingException("step " + step);
            }
        })) {
            add(score, 1, 4, new float[] {1, 0}, 0);
            add(score, Float.NaN, 5, new float[] {1, 0}, 0);

            assertThatThrownBy(() -> add(score, 1, 6, new float[] {1, 0}, 0)).hasMessage("step 5");
        }
        assertThat(steps).containsExactly(4L, 5L);
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    private static void add(TrainingScore score, float loss, long step, float[] logits, long... labels) {
        try (Scope scope = new Scope()) {
            score.add(
                    Tensors.of(new float[] {loss}),
                    Tensors.of(logits, labels.length, 2),
                    Tensors.ofLongs(labels),
                    step);
        }
    }

    @Test
    void aRunThatReadsSeveralBatchesAtOnceEndsWithTheSameWeightsAndRecords() {
        RunDirectory one = TestRuns.begin(folder.resolve("one"), SyntheticImages.everythingOn(2, 1));
        RunDirectory four = TestRuns.begin(folder.resolve("four"), SyntheticImages.everythingOn(2, 1));

        List<EpochRecord> expected = train(one, 1);
        List<EpochRecord> actual = train(four, 4);

        TestRuns.assertSameTensors(one.last(), four.last());
        for (int epoch = 0; epoch < expected.size(); epoch++) {
            assertThat(actual.get(epoch).trainLoss())
                    .isEqualTo(expected.get(epoch).trainLoss());
            assertThat(actual.get(epoch).trainTop1())
                    .isEqualTo(expected.get(epoch).trainTop1());
            assertThat(actual.get(epoch).testLoss())
                    .isEqualTo(expected.get(epoch).testLoss());
        }
    }

    @Test
    void divergenceIsToldByItsStepThen() {
        Optimization usual = SyntheticImages.optimization(1);
        Optimization wild =
                Optimization.plain(1, 4, usual.descent(), LearningRate.cosine(1e20, 0), usual.regularization());
        RunDirectory run = TestRuns.begin(
                folder.resolve("wild"), SyntheticImages.settings("resnet20", wild, Augmentation.of(1, 2, true), 1));

        assertThatThrownBy(() -> train(run, 5))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("The loss is (NaN|Infinity) at step 2; .*");
    }

    private static List<EpochRecord> train(RunDirectory run, int batchesPerReading) {
        TrainSettings settings = run.config().settings();
        TrainingData data = TrainingData.of(SyntheticImages.splits(), SyntheticImages.defaults(), settings);
        try (Trainer trainer = new Trainer(run, data, TrainingListener.NONE, Placement.CPU, batchesPerReading)) {
            return trainer.train().epochs();
        }
    }
}
