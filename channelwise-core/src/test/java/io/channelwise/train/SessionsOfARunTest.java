package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.FolderTree;
import io.channelwise.testing.ChildJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run is trained by one session at a time, and what is said of going on with it is true. */
class SessionsOfARunTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondIsRefusedAndTouchesNothingUntilTheFirstIsGone() throws Exception {
        RunDirectory run = TestRuns.begin(folder.resolve("run"), SyntheticImages.settings(1));
        Path half = Files.writeString(run.path().resolve(".metrics.jsonl.0.tmp"), "half");
        Process first = ChildJava.start(List.of(), SessionProcess.class, run.path());
        try (BufferedReader words = first.inputReader()) {
            assertThat(words.readLine()).isEqualTo("training");

            assertThatThrownBy(() -> RunDirectory.open(run.path()))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageStartingWith(run.path() + " is being trained by process " + first.pid())
                    .hasMessageContaining(", since 20")
                    .hasMessageEndingWith("go on with --resume " + run.path());
            assertThatThrownBy(() -> TestRuns.train(run, TrainingListener.NONE))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("is being trained by process " + first.pid());
            run.removeIfUntouched();
            assertThat(half).exists();
            assertThat(run.config().run()).isEqualTo("run");
        } finally {
            first.destroyForcibly().waitFor();
        }

        RunDirectory.open(run.path());
        assertThat(half).doesNotExist();
        TestRuns.train(run, TrainingListener.NONE);
    }

    @Test
    void aSecondOfTheSameProcessIsRefusedToo() {
        RunDirectory run = TestRuns.begin(folder.resolve("run"), SyntheticImages.settings(1));
        try (RunLock first = RunLock.take(run.path())) {
            assertThatThrownBy(() -> RunDirectory.open(run.path()))
                    .hasMessageStartingWith(run.path() + " is being trained by this process");
        }
        RunDirectory.open(run.path());
    }

    @Test
    void ofSeveralThatBeginOneMakesTheFolderAndNothingElseIsLeft() throws Exception {
        Path path = folder.resolve("runs/run");
        RunConfig config =
                new RunConfig("run", SyntheticImages.settings(1), List.of("a", "b"), "2026-01-01T00:00:00Z", "0.1.0");
        Callable<Boolean> begin =
                () -> RunDirectory.createUnlessThere(path, config).isPresent();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        int made = 0;
        try {
            for (Future<Boolean> result : pool.invokeAll(List.of(begin, begin, begin, begin))) {
                made += result.get() ? 1 : 0;
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(made).isEqualTo(1);
        try (Stream<Path> entries = Files.list(path.getParent())) {
            assertThat(entries).containsExactly(path);
        }
        assertThatThrownBy(() -> RunDirectory.create(path, config))
                .hasMessageContaining("is there already: choose another name with --run");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void othersMayReadARunAsFarAsTheUserLetsThem() throws IOException {
        Path usual = Files.createDirectory(folder.resolve("usual"));
        RunDirectory run = TestRuns.begin(folder.resolve("run"), SyntheticImages.settings(1));

        assertThat(Files.getPosixFilePermissions(run.path())).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void whereTheFolderWasDeletedNoResumeIsPromised() {
        RunDirectory run = TestRuns.begin(folder.resolve("run"), SyntheticImages.settings(3));

        assertThatThrownBy(() -> TestRuns.train(run, new Deleter(run.path())))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("; the folder of the run is gone, and what was trained with it: begin anew")
                .message()
                .doesNotContain("--resume");
    }

    @Test
    void whereTheCheckpointsWereDeletedItBeginsAgain() {
        RunDirectory run = TestRuns.begin(folder.resolve("run"), SyntheticImages.settings(3));

        assertThatThrownBy(() -> TestRuns.train(run, new Deleter(run.path().resolve("checkpoints"))))
                .isInstanceOf(TrainingException.class)
                .hasMessageEndingWith("once that is put right, --resume " + run.path() + " begins again");
    }

    /** Deletes a folder after each epoch. */
    private record Deleter(Path folder) implements TrainingListener {

        @Override
        public void epochFinished(EpochRecord epoch, int epochs) {
            try {
                FolderTree.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
