package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two small runs, listed and compared. */
class RunRecordsTest {

    @TempDir
    private static Path folder;

    private static Path photos;
    private static Path runs;

    @BeforeAll
    static void train() throws IOException {
        photos = Photos.write(folder.resolve("photos"), 10, "blue", "green");
        Files.writeString(photos.resolve("blue/notes.txt"), "no image");
        runs = folder.resolve("runs");
        train("short", 1, 0.05);
        train("long", 2, 0.01);
    }

    private static void train(String name, int epochs, double rate) {
        Cli.run(
                        "train",
                        "--data",
                        "folder:" + photos,
                        "--model",
                        "se_resnet20",
                        "--size",
                        Photos.SIZE,
                        "--batch-size",
                        8,
                        "--min-scale",
                        1,
                        "--epochs",
                        epochs,
                        "--lr",
                        rate,
                        "--run",
                        name,
                        "--runs-dir",
                        runs)
                .done();
    }

    @Test
    void theReportNamesTheFilesThatWereLeftOut() throws IOException {
        assertThat(Files.readString(runs.resolve("short/report.html")))
                .contains("\"skippedFiles\":1", photos.resolve("blue/notes.txt") + ": ");
    }

    @Test
    void runsAreListedAsATable() {
        Cli cli = Cli.run("runs", "--runs-dir", runs, "--sort", "name").done();

        assertThat(cli.err()).isEmpty();
        List<String> lines = cli.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("run ")
                .contains("best top-1", "parameters", "begun")
                .endsWith("state");
        assertThat(lines.get(1)).matches("long +se_resnet20 +folder:photos +2/2 .*%.* finished");
        assertThat(lines.get(2)).matches("short +se_resnet20 +folder:photos +1/1 .*%.* finished");
    }

    @Test
    void runsAreListedAsJson() {
        JsonNode list = list("--sort", "time");

        assertThat(list).hasSize(2);
        JsonNode first = list.get(0);
        assertThat(first.fieldNames())
                .toIterable()
                .contains("name", "path", "model", "data", "epochs", "planned_epochs", "top1", "best_epoch")
                .contains("loss", "macro_f1", "ece", "parameters", "seconds", "begun", "state");
        assertThat(first.get("seconds").asDouble())
                .isGreaterThanOrEqualTo(list.get(1).get("seconds").asDouble());
        assertThat(first.get("data").asText()).isEqualTo("folder:" + photos);
        assertThat(first.get("parameters").asLong()).isGreaterThan(200_000);
    }

    @Test
    void theOrderIsAsAskedFor() {
        assertThat(list("--sort", "name").findValuesAsText("name")).containsExactly("long", "short");
        List<Double> top1 = list("--sort", "top1").findValues("top1").stream()
                .map(JsonNode::asDouble)
                .toList();
        assertThat(top1.get(0)).isGreaterThanOrEqualTo(top1.get(1));
        List<String> begun = list().findValuesAsText("begun");
        assertThat(begun.get(0)).isGreaterThanOrEqualTo(begun.get(1));
    }

    @Test
    void aBrokenFolderIsNamedAndTheOthersAreListed() throws IOException {
        Path mixed = copyOf(runs, "mixed");
        Files.writeString(mixed.resolve("short/metrics.jsonl"), "not JSON\n");
        Files.createDirectories(mixed.resolve("photos"));

        Cli cli = Cli.run("runs", "--runs-dir", mixed, "--json");

        assertThat(cli.json().findValuesAsText("name")).containsExactly("long");
        assertThat(cli.err().lines())
                .hasSize(2)
                .anySatisfy(line ->
                        assertThat(line).startsWith("channelwise: ").contains("short/metrics.jsonl cannot be read"))
                .anySatisfy(line -> assertThat(line).contains("photos is no run's folder"));
    }

    @Test
    void aRunIsCalledByItsFolder() throws IOException {
        Path renamed = copyOf(runs, "renamed");
        Files.move(renamed.resolve("short"), renamed.resolve("brief"));

        assertThat(Cli.run("runs", "--runs-dir", renamed, "--sort", "name", "--json")
                        .json()
                        .findValuesAsText("name"))
                .containsExactly("brief", "long");
        assertThat(Cli.run("runs", "--runs-dir", renamed).done().out()).containsPattern("(?m)^brief ");
        Cli comparison = Cli.run(
                "compare", "brief", "long", "--runs-dir", renamed, "--out", folder.resolve("new/folders/c.html"));
        assertThat(comparison.done().out()).containsPattern("(?m)^brief ");
    }

    @Test
    void theReportSaysNoneWhereNothingWasAskedFor() throws IOException {
        assertThat(Files.readString(runs.resolve("short/report.html"))).contains("\"recipe\":\"none\"");
    }

    @Test
    void damagedJsonIsToldWithoutTheParsersOwnWords() throws IOException {
        Path damaged = copyOf(runs, "damaged");
        Files.writeString(damaged.resolve("short/config.json"), "{\"run\": \"short\"");
        Files.writeString(damaged.resolve("long/metrics.jsonl"), "{\"epoch\": [}\n");

        Cli cli = Cli.run("runs", "--runs-dir", damaged);

        assertThat(cli.err().lines()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(cli.err()).contains("config.json", "line 1").doesNotContain("Source", "REDACTED", "io.channelwise");
    }

    @Test
    void aRunThatIsNotAtItsEndIsUnfinished() throws IOException {
        Path cut = copyOf(runs, "cut");
        Path metrics = cut.resolve("long/metrics.jsonl");
        Files.writeString(metrics, Files.readAllLines(metrics).get(0) + "\n");
        Files.delete(cut.resolve("short/metrics.jsonl"));
        Files.delete(cut.resolve("short/evaluation.json"));

        JsonNode list =
                Cli.run("runs", "--runs-dir", cut, "--sort", "name", "--json").json();

        assertThat(list.findValuesAsText("state")).containsExactly("unfinished", "unfinished");
        assertThat(list.get(0).get("epochs").asInt()).isEqualTo(1);
        assertThat(list.get(1).get("epochs").asInt()).isZero();
        assertThat(list.get(1).get("top1").isNull()).isTrue();
        assertThat(list.get(1).get("parameters").isNull()).isTrue();
        assertThat(Cli.run("runs", "--runs-dir", cut).done().out()).containsPattern("short .* 0/1 +– +– +– +0:00");
    }

    @Test
    void withoutRunsThereIsNothingToList() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThat(Cli.run("runs", "--runs-dir", empty, "--json").json()).isEmpty();
        Cli cli = Cli.run("runs", "--runs-dir", empty).done();
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("no run in " + empty);
        assertThat(Cli.run("runs", "--runs-dir", folder.resolve("none")).failure())
                .contains("none: no such folder");
    }

    @Test
    void runsAreComparedAsATableAndAPage() throws IOException {
        Path page = folder.resolve("pages/side-by-side.html");

        Cli cli = Cli.run("compare", "short", runs.resolve("long"), "--runs-dir", runs, "--out", page)
                .done();

        List<String> lines = cli.out().lines().toList();
        assertThat(lines.get(0)).startsWith("run ").contains("best top-1", "loss", "F1", "ECE");
        assertThat(lines.get(1)).startsWith("short ").contains("1/1");
        assertThat(lines.get(2)).startsWith("long ").contains("2/2");
        assertThat(lines.get(4)).isEqualTo("Report  " + page);
        assertThat(Files.readString(page))
                .contains("<title>2 runs: short, long</title>", "\"sameClasses\":true")
                .contains("\"learning rate\":[\"0.05\",\"0.01\"]", "\"epochs\":[\"1\",\"2\"]");
        try (Stream<Path> beside = Files.list(page.getParent())) {
            assertThat(beside).containsExactly(page);
        }
    }

    @Test
    void runsAreComparedAsJson() {
        Path page = folder.resolve("json.html");

        JsonNode json = Cli.run("compare", "short", "long", "--runs-dir", runs, "--out", page, "--json")
                .json();

        assertThat(json.get("report").asText()).isEqualTo(page.toString());
        assertThat(json.get("runs").findValuesAsText("name")).containsExactly("short", "long");
        assertThat(json.get("settings").get("learning rate").get(1).asText()).isEqualTo("0.01");
        assertThat(json.get("settings").has("model")).isFalse();
        assertThat(page).isNotEmptyFile();
    }

    @Test
    void storedScoresAreThoseOfTheBestCheckpoint() {
        JsonNode scores = Cli.run(
                        "evaluate",
                        "--weights",
                        runs.resolve("long/checkpoints/best.safetensors"),
                        "--data",
                        "folder:" + photos,
                        "--json")
                .json();
        JsonNode listed = list("--sort", "name").get(0);

        assertThat(listed.get("tested_epoch")).isEqualTo(listed.get("best_epoch"));
        assertThat(listed.get("top1")).isEqualTo(scores.get("top1"));
        assertThat(listed.get("macro_f1")).isEqualTo(scores.get("macro_f1"));
    }

    @Test
    void whatIsNoRunCannotBeCompared() {
        Path page = folder.resolve("no.html");
        assertThat(Cli.run("compare", "short", "none", "--runs-dir", runs, "--out", page)
                        .failure())
                .endsWith("none: no run's folder, and no name of a run in " + runs);
        assertThat(Cli.run("compare", "short", runs.resolve("short"), "--runs-dir", runs, "--out", page)
                        .wrongUsage())
                .contains("short twice");
        assertThat(page).doesNotExist();
        assertThat(Cli.run("compare", "short", "long", "--runs-dir", runs, "--out", folder)
                        .failure())
                .startsWith("channelwise: " + folder + " cannot be written: ");
    }

    private static JsonNode list(Object... more) {
        Object[] usual = {"runs", "--runs-dir", runs, "--json"};
        return Cli.run(Stream.of(usual, more).flatMap(Stream::of).toArray()).json();
    }

    private static Path copyOf(Path source, String name) throws IOException {
        Path target = folder.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(source.relativize(file)));
            }
        }
        return target;
    }
}
