package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.report.Calibration;
import io.channelwise.report.ClassScore;
import io.channelwise.report.ComparedRun;
import io.channelwise.report.EpochRecord;
import io.channelwise.report.TensorBoardEvents;
import io.channelwise.report.TestScores;
import io.channelwise.report.TestedEpoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is written into a run's folder is read from it again, and what is broken is named. */
class RunDirectoryTest {

    private static final EpochRecord FIRST = new EpochRecord(1, 0.1, 2, 0.3, 1.9, 0.4, 0.8, 10, 100);
    private static final EpochRecord UNTESTED =
            new EpochRecord(2, 0.05, 1, 0.6, Double.NaN, Double.NaN, Double.NaN, 10, 100);

    @TempDir
    private Path folder;

    @Test
    void historyComesBack() {
        RunDirectory run = newRun("first");
        run.writeMetrics(List.of(FIRST, UNTESTED));

        RecordedRun recorded = RecordedRun.read(run.path());

        assertThat(recorded.history()).isEqualTo(run.config().history(List.of(FIRST, UNTESTED)));
        assertThat(recorded.history().best()).contains(FIRST);
        assertThat(recorded.history().finished()).isFalse();
        assertThat(recorded.tested()).isEmpty();
    }

    @Test
    void aRunWithoutAnEpochHasAHistory() {
        assertThat(newRun("begun").history().epochs()).isEmpty();
    }

    @Test
    void scoresComeBackAndWhatIsUndefinedIsNull() throws IOException {
        RunDirectory run = newRun("scored");
        TestedEpoch tested = new TestedEpoch(
                2,
                1234,
                new TestScores(
                        4,
                        0.5,
                        0.75,
                        1,
                        Calibration.of(List.of(
                                new Calibration.Bin(0, Double.NaN, Double.NaN), new Calibration.Bin(4, 0.9, 0.75))),
                        List.of(ClassScore.of("a", 3, 4, 3), ClassScore.of("b", 0, 0, 1))));
        run.writeEvaluation(tested);

        assertThat(run.tested()).contains(tested);
        assertThat(Files.readString(run.path().resolve("evaluation.json")))
                .contains("\"class\" : \"a\"", "\"macro_f1\"", "\"parameters\" : 1234", "\"recall\" : null")
                .doesNotContain("NaN");
    }

    @Test
    void lookingChangesNothing() throws IOException {
        RunDirectory run = newRun("running");
        Path half = Files.writeString(run.path().resolve(".metrics.jsonl.0.tmp"), "half");

        RecordedRun.read(run.path());
        assertThat(half).exists();

        RunDirectory.open(run.path());
        assertThat(half).doesNotExist();
    }

    @Test
    void eventsKeepTheirNameAndGrow() throws IOException {
        RunDirectory run = newRun("events");
        Instant started = run.config().begun();
        run.writeEvents(started, List.of(FIRST));
        run.writeEvents(started, List.of(FIRST, UNTESTED));

        try (Stream<Path> files = Files.list(run.path())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains("tfevents")))
                    .containsExactly("events.out.tfevents.1767225600.channelwise");
        }
    }

    @Test
    void eventsGrowInPlaceSoThatWhoReadsThemFollows() throws IOException {
        RunDirectory run = newRun("followed");
        Instant started = run.config().begun();
        Path events = run.path().resolve(TensorBoardEvents.fileName(started));
        run.writeEvents(started, List.of(FIRST));
        Path link = Files.createLink(folder.resolve("link"), events);

        run.writeEvents(started, List.of(FIRST, UNTESTED));

        assertThat(link).hasSameBinaryContentAs(events);
        assertThat(events).hasBinaryContent(TensorBoardEvents.of(started, List.of(FIRST, UNTESTED)));
    }

    @Test
    void eventsCutShortOrSpoiledArePutRight() throws IOException {
        RunDirectory run = newRun("mended");
        Instant started = run.config().begun();
        Path events = run.path().resolve(TensorBoardEvents.fileName(started));
        byte[] whole = TensorBoardEvents.of(started, List.of(FIRST, UNTESTED));
        Files.write(events, Arrays.copyOf(whole, whole.length - 3));
        run.writeEvents(started, List.of(FIRST, UNTESTED));
        assertThat(events).hasBinaryContent(whole);

        Files.writeString(events, "something else");
        run.writeEvents(started, List.of(FIRST, UNTESTED));
        assertThat(events).hasBinaryContent(whole);
    }

    @Test
    void aRunIsFoundByItsFolderOrItsName() {
        RunDirectory run = newRun("found");

        assertThat(RecordedRun.find(run.path().toString(), Path.of("elsewhere")).directory())
                .isEqualTo(run);
        assertThat(RecordedRun.find("found", folder).directory()).isEqualTo(run);
        assertThatThrownBy(() -> RecordedRun.find("lost", folder))
                .isInstanceOf(TrainingException.class)
                .hasMessage("lost: no run's folder, and no name of a run in " + folder);
    }

    @Test
    void runsAreComparedUnderTheNamesOfTheirFoldersOrElseTheirPaths() throws IOException {
        RecordedRun a = RecordedRun.read(newRun("a").path());
        RecordedRun b = RecordedRun.read(newRun("b").path());
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).resolve("a");
        RecordedRun same = RecordedRun.read(Files.move(newRun("c").path(), elsewhere));

        assertThat(RecordedRun.compare(List.of(a, b), Instant.EPOCH).runs())
                .extracting(ComparedRun::label)
                .containsExactly("a", "b");
        assertThat(RecordedRun.compare(List.of(a, same), Instant.EPOCH).runs())
                .extracting(ComparedRun::label)
                .containsExactly(folder.resolve("a").toString(), elsewhere.toString());
        assertThatThrownBy(() -> RecordedRun.compare(List.of(a, a), Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void brokenFoldersDoNotKeepTheOthersFromBeingListed() throws IOException {
        newRun("a");
        newRun("z");
        Files.createDirectories(folder.resolve(".beside"));
        Files.createDirectories(folder.resolve("photos"));
        broken("empty", "{}");
        broken("null", "null");
        broken("text", "no JSON");
        Files.writeString(newRun("line").path().resolve("metrics.jsonl"), "{\"epoch\": 0}\n");
        Files.writeString(newRun("scores").path().resolve("evaluation.json"), "[]");
        Files.write(newRun("bytes").path().resolve("metrics.jsonl"), new byte[] {(byte) 0xff});
        newRun("toolong").writeMetrics(List.of(FIRST, FIRST, FIRST, FIRST));

        RunList list = RunList.read(folder);

        assertThat(list.runs())
                .extracting(run -> run.directory().path().getFileName().toString())
                .containsExactly("a", "z");
        assertThat(list.broken()).hasSize(8).allSatisfy(line -> assertThat(line).startsWith(folder.toString()));
        assertThat(list.broken())
                .anySatisfy(line -> assertThat(line).endsWith("photos is no run's folder: it has no config.json"))
                .anySatisfy(line -> assertThat(line).contains("empty/config.json cannot be read", "run: missing"))
                .anySatisfy(line -> assertThat(line).contains("null/config.json cannot be read: it holds null"))
                .anySatisfy(line -> assertThat(line).contains("line/metrics.jsonl cannot be read", "epoch: 0"))
                .anySatisfy(line -> assertThat(line).contains("toolong/metrics.jsonl", "4 epochs are done"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatCannotBeLookedAtIsNotSaidToBeMissing() throws IOException {
        Path circle = Path.of("config.json");
        Path config = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("hidden")).resolve(circle), circle);

        assertThat(RunList.read(folder).broken())
                .singleElement()
                .asString()
                .startsWith(config + " cannot be read: ")
                .doesNotContain("no config.json");
        assertThatThrownBy(() -> RecordedRun.find("hidden", folder))
                .hasMessageStartingWith(config + " cannot be read: ");
    }

    @Test
    void whereThereIsNoFolderThereAreNoRuns() {
        assertThatThrownBy(() -> RunList.read(folder.resolve("none")))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("none: no such folder");
    }

    private void broken(String name, String config) throws IOException {
        Path path = Files.createDirectories(folder.resolve(name));
        Files.writeString(path.resolve("config.json"), config);
    }

    private RunDirectory newRun(String name) {
        return RunDirectory.create(
                folder.resolve(name),
                new RunConfig(name, SyntheticImages.settings(3), List.of("a", "b"), "2026-01-01T00:00:00Z", "0.1.0"));
    }
}
