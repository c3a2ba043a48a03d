package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.report.EpochRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyStoppingTest {

    @TempDir
    private Path folder;

    @Test
    void isDueOnceTheBestEpochIsLongEnoughAgo() {
        List<EpochRecord> epochs = epochs(0.5, 0.7, 0.7, 0.6);

        assertThat(EarlyStopping.isDue(epochs, 2)).isTrue();
        assertThat(EarlyStopping.isDue(epochs, 3)).isFalse();
        assertThat(EarlyStopping.isDue(epochs(0.5, 0.7), 1)).isFalse();
        assertThat(EarlyStopping.isDue(List.of(), 1)).isFalse();
        assertThat(EarlyStopping.isDue(epochs, 0)).isFalse();
    }

    /** The head moves by less than a float holds, so that the first epoch stays the best. */
    @Test
    void aRunThatGetsNoBetterEndsAndStaysEnded() {
        Optimization optimization = new Optimization(
                9,
                16,
                1,
                Descent.sgd(0, false, new WeightDecay(0, false)),
                LearningRate.cosine(1e-20, 0),
                Regularization.NONE,
                List.of("body"),
                2);
        TrainSettings settings = SyntheticImages.settings("resnet20", optimization, Augmentation.of(1, 0, false), 1);
        RunDirectory run = TestRuns.begin(folder.resolve("ended"), settings);
        List<String> notes = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void note(String sentence) {
                notes.add(sentence);
            }
        };

        assertThat(TestRuns.train(run, listener).epochs()).hasSize(3);
        assertThat(TestRuns.train(run, listener).epochs()).hasSize(3);
        assertThat(notes).containsOnly("stopped early: no better test top-1 in 2 epochs");
    }

    private static List<EpochRecord> epochs(double... top1) {
        List<EpochRecord> epochs = new ArrayList<>();
        for (double value : top1) {
            epochs.add(new EpochRecord(epochs.size() + 1, 0.1, 1, 0.5, 1, value, 1, 1, 1));
        }
        return epochs;
    }
}
