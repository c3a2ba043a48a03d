package io.channelwise.train;

import static io.channelwise.train.TestRuns.assertSameTensors;
import static io.channelwise.train.TestRuns.train;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.Precision;
import io.channelwise.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that stops anywhere goes on and ends with exactly the weights of one that never stopped. */
class ResumeTest {

    private static final int EPOCHS = 3;
    private static final int BATCHES_PER_EPOCH = 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 2, BATCHES_PER_EPOCH, BATCHES_PER_EPOCH + 4, 2 * BATCHES_PER_EPOCH + 1})
    void endsWithTheSameWeights(int stopAfterBatches) {
        RunDirectory whole = newRun("whole");
        TrainResult expected = train(whole, TrainingListener.NONE);
        RunDirectory broken = newRun("broken");

        assertThatThrownBy(() -> train(broken, new Interruption(stopAfterBatches)))
                .isInstanceOf(Interruption.Stop.class);
        TrainResult resumed = train(RunDirectory.open(broken.path()), TrainingListener.NONE);

        assertSameTensors(whole.last(), broken.last());
        assertSameTensors(whole.best(), broken.best());
        assertThat(resumed.epochs()).hasSize(EPOCHS);
        assertThat(resumed.evaluation().loss()).isEqualTo(expected.evaluation().loss());
    }

    @ParameterizedTest
    @CsvSource({"2, false", BATCHES_PER_EPOCH + 1 + ", false", "2, true", BATCHES_PER_EPOCH + 1 + ", true"})
    void holdsWithEverythingOn(int stopAfterBatches, boolean qat) {
        TrainSettings settings = SyntheticImages.everythingOn(EPOCHS, 1)
                .with(new Computation("cpu", MemoryLayout.CHANNELS_LAST, Precision.FLOAT32, qat));
        RunDirectory whole = TestRuns.begin(folder.resolve("whole"), settings);
        train(whole, TrainingListener.NONE);
        RunDirectory broken = TestRuns.begin(folder.resolve("broken"), settings);

        assertThatThrownBy(() -> train(broken, new Interruption(stopAfterBatches)))
                .isInstanceOf(Interruption.Stop.class);
        train(RunDirectory.open(broken.path()), TrainingListener.NONE);

        assertSameTensors(whole.last(), broken.last());
        assertSameTensors(whole.best(), broken.best());
        assertSameTensors(whole.resumePoint(), broken.resumePoint());
        assertThat(ranges(broken)).isEqualTo(ranges(whole));
        assertThat(ranges(whole).isEmpty()).isEqualTo(!qat);
    }

    private static JsonNode ranges(RunDirectory run) {
        return RunJson.read(Safetensors.read(run.resumePoint()).metadata().get("ranges"), JsonNode.class);
    }

    @Test
    void theNumberOfWorkersChangesNoWeight() {
        RunDirectory one = TestRuns.begin(folder.resolve("one"), SyntheticImages.everythingOn(EPOCHS, 1));
        RunDirectory four = TestRuns.begin(folder.resolve("four"), SyntheticImages.everythingOn(EPOCHS, 4));

        train(one, TrainingListener.NONE);
        train(four, TrainingListener.NONE);

        assertSameTensors(one.resumePoint(), four.resumePoint());
    }

    @Test
    void aFinishedRunIsTakenUpWithoutTraining() {
        RunDirectory run = newRun("finished");
        TrainResult first = train(run, TrainingListener.NONE);

        TrainResult again = train(run, new TrainingListener() {
            @Override
            public void epochFinished(EpochRecord epoch, int epochs) {
                throw new AssertionError("trained again");
            }
        });

        assertThat(again.epochs()).isEqualTo(first.epochs());
        assertThat(again.evaluation().top1()).isEqualTo(first.evaluation().top1());
    }

    @Test
    void leavesWholeFilesOnly() throws IOException {
        RunDirectory run = newRun("files");
        train(run, TrainingListener.NONE);

        try (var files = Files.walk(run.path())) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> run.path().relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            ".lock",
                            "config.json",
                            "metrics.jsonl",
                            "evaluation.json",
                            "events.out.tfevents.1767225600.channelwise",
                            "report.html",
                            "checkpoints/best.json",
                            "checkpoints/best.safetensors",
                            "checkpoints/last.json",
                            "checkpoints/last.safetensors",
                            "checkpoints/resume.safetensors");
        }
        assertThat(Files.readAllLines(run.path().resolve("metrics.jsonl"))).hasSize(EPOCHS);
        assertThat(run.tested().orElseThrow().epoch())
                .isEqualTo(run.history().best().orElseThrow().epoch());
        assertThat(run.config().settings()).isEqualTo(SyntheticImages.settings(EPOCHS));
    }

    @Test
    void aNameIsTakenOnce() {
        newRun("twice");
        assertThatThrownBy(() -> newRun("twice"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("is there already")
                .hasMessageContaining("--resume");
    }

    @Test
    void anyFolderIsNoRun() {
        assertThatThrownBy(() -> RunDirectory.open(folder))
                .isInstanceOf(TrainingException.class)
                .hasMessage(folder + " is no run's folder: it has no config.json");
    }

    private RunDirectory newRun(String name) {
        return TestRuns.begin(folder.resolve(name), SyntheticImages.settings(EPOCHS));
    }

    /** Stops training and testing alike after so many batches. */
    private static final class Interruption implements TrainingListener {

        private int batchesLeft;

        Interruption(int batches) {
            this.batchesLeft = batches;
        }

        @Override
        public void batchDone(int images, double loss) {
            if (batchesLeft-- == 0) {
                throw new Stop();
            }
        }

        @SuppressWarnings("serial")
        static final class Stop extends RuntimeException {}
    }
}
