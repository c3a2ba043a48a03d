package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.weights.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed twenty times, in the middle of anything, loses no finished epoch and not a bit. */
class KilledRunTest {

    private static final int KILLS = 20;

    /** SIGKILL's exit code, or what Windows gives a terminated process. */
    private static final int KILLED = OS.WINDOWS.isCurrentOs() ? 1 : 128 + 9;

    private static final int EPOCHS = 40;
    private static final Pattern FINISHED = Pattern.compile("\\s*(\\d+)/" + EPOCHS + " .*");
    private static final int SLOWEST_START_MILLIS = 3000;
    private static final int LONGER_THAN_AN_EPOCH_MILLIS = 250;

    @TempDir
    private Path folder;

    private Path photos;

    @BeforeEach
    void writePhotos() throws IOException {
        photos = Photos.write(folder.resolve("photos"), 10, "blue", "green");
    }

    @Test
    void endsAsTheRunThatNobodyKilled() throws Exception {
        Path whole = folder.resolve("whole");
        finish(whole);
        Random random = new Random(20);
        int kills = 0;
        for (int run = 0; kills < KILLS; run++) {
            Path killed = folder.resolve("killed" + run);
            kills += killUntilItEnds(killed, KILLS - kills, random);
            assertSame(killed, whole);
        }
    }

    /**
     * Kills a run over and over, and lets it end in the end; on a fast machine it may end by itself before.
     *
     * @return how often it was killed
     */
    private int killUntilItEnds(Path run, int most, Random random) throws Exception {
        int finished = 0;
        for (int kill = 0; kill < most; kill++) {
            OptionalInt last = killedAfter(run, random.nextInt(3), random);
            if (last.isEmpty()) {
                return kill;
            }
            finished = Math.max(finished, last.getAsInt());
            assertThat(epochsSaved(run)).as("epochs after kill %d", kill + 1).isGreaterThanOrEqualTo(finished);
        }
        finish(run);
        return most;
    }

    private static void assertSame(Path killed, Path whole) throws IOException {
        for (String file : List.of("last.safetensors", "best.safetensors")) {
            assertThat(killed.resolve("checkpoints").resolve(file))
                    .hasSameBinaryContentAs(whole.resolve("checkpoints").resolve(file));
        }
        assertThat(Files.readAllLines(killed.resolve("metrics.jsonl"))).hasSize(EPOCHS);
        try (var files = Files.walk(killed)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    private void finish(Path run) throws Exception {
        Process process = start(run);
        try (BufferedReader lines = process.errorReader()) {
            List<String> all = lines.lines().toList();
            assertThat(process.waitFor()).as(String.join("\n", all)).isZero();
        }
    }

    /**
     * Runs a session until it has finished so many epochs, and kills it in what follows; with none, at any moment from
     * its start on.
     *
     * @return the last epoch that it said was finished, 0 for none; empty if the run ended by itself
     */
    private OptionalInt killedAfter(Path run, int epochs, Random random) throws Exception {
        Process process = start(run);
        List<Integer> finished = new ArrayList<>();
        try (BufferedReader lines = process.errorReader()) {
            while (finished.size() < epochs) {
                String line = lines.readLine();
                if (line == null) {
                    assertThat(process.waitFor()).isZero();
                    return OptionalInt.empty();
                }
                collect(line, finished);
            }
            Thread.sleep(random.nextInt(epochs == 0 ? SLOWEST_START_MILLIS : LONGER_THAN_AN_EPOCH_MILLIS));
            process.toHandle().destroyForcibly();
            process.waitFor();
            lines.lines().forEach(line -> collect(line, finished));
        }
        assertThat(process.exitValue()).isIn(KILLED, 0);
        if (process.exitValue() == 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(finished.isEmpty() ? 0 : finished.get(finished.size() - 1));
    }

    private static void collect(String line, List<Integer> finished) {
        Matcher epoch = FINISHED.matcher(line);
        if (epoch.matches()) {
            finished.add(Integer.parseInt(epoch.group(1)));
        }
    }

    /** What the resume point holds, which is whole at any moment. */
    private static int epochsSaved(Path run) throws IOException {
        Path file = run.resolve("checkpoints/resume.safetensors");
        if (!Files.exists(file)) {
            return 0;
        }
        JsonNode epochs =
                new ObjectMapper().readTree(Safetensors.read(file).metadata().get("epochs"));
        return epochs.size();
    }

    /** Begins the run, or goes on with it. */
    private Process start(Path run) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "train",
                "--threads",
                "1"));
        if (Files.exists(run)) {
            command.addAll(List.of("--resume", run.toString()));
        } else {
            command.addAll(List.of("--data", "folder:" + photos, "--model", "resnet20", "--size", "16"));
            command.addAll(List.of("--batch-size", "8", "--epochs", "" + EPOCHS));
            command.addAll(List.of("--ema", "0.9", "--drop-path", "0.2", "--qat"));
            command.addAll(List.of(
                    "--runs-dir", folder.toString(), "--run", run.getFileName().toString()));
        }
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
