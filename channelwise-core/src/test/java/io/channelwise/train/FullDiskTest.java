package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.channelwise.report.EpochRecord;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up during a run costs the epoch in hand and no more. */
class FullDiskTest {

    private static final int EPOCHS = 3;
    private static final int BLOCK = 1 << 16;
    private static final long ROOM = 16L << 20;

    @TempDir
    private Path folder;

    @Test
    void theRunStopsWithOneLineAndGoesOnOnceThereIsRoom() throws IOException {
        RunDirectory whole = TestRuns.begin(folder.resolve("whole"), SyntheticImages.settings(EPOCHS));
        TestRuns.train(whole, TrainingListener.NONE);
        try (FileSystem disk = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setMaxSize(ROOM).build())) {
            Path ballast = disk.getPath("/disk/ballast");
            RunDirectory run = TestRuns.begin(disk.getPath("/disk/run"), SyntheticImages.settings(EPOCHS));

            assertThatThrownBy(() -> TestRuns.train(run, new Filler(ballast)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessage("/disk/run/checkpoints/resume.safetensors cannot be written: out of disk space; once"
                            + " that is put right, --resume /disk/run goes on after epoch 1");
            Files.delete(ballast);
            TestRuns.train(RunDirectory.open(run.path()), TrainingListener.NONE);

            TestRuns.assertSameTensors(whole.last(), run.last());
            TestRuns.assertSameTensors(whole.best(), run.best());
        }
    }

    /** Leaves no room on the disk after the first epoch. */
    private record Filler(Path ballast) implements TrainingListener {

        @Override
        public void epochFinished(EpochRecord epoch, int epochs) {
            try {
                while (true) {
                    Files.write(ballast, new byte[BLOCK], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            } catch (IOException full) {
                assertThat(full).hasMessage("out of disk space");
            }
        }
    }
}
