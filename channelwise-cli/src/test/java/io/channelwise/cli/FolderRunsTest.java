package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on folders that change, move and are not in order. */
class FolderRunsTest {

    /** Of 12 images, 0.png to 11.png, 1, 5 and 10 of a, 5, 8 and 10 of b and 2, 8 and 9 of c are test images. */
    private static final int HELD_OUT = 9;

    @TempDir
    private Path folder;

    private Path photos;
    private Path run;
    private Path best;

    @BeforeEach
    void write() throws IOException {
        photos = Photos.write(folder.resolve("photos"), 12, "a", "b", "c");
        run = folder.resolve("runs/first");
        best = run.resolve("checkpoints/best.safetensors");
    }

    private Cli train(Object... more) {
        Object[] usual = {
            "train",
            "--data",
            "folder:" + photos,
            "--model",
            "resnet20",
            "--size",
            Photos.SIZE,
            "--batch-size",
            8,
            "--epochs",
            1,
            "--run",
            "first",
            "--runs-dir",
            folder.resolve("runs")
        };
        return Cli.run(Stream.of(usual, more).flatMap(Stream::of).toArray());
    }

    private Cli evaluate(Path data, Object... more) {
        Object[] usual = {"evaluate", "--weights", best, "--data", "folder:" + data, "--json"};
        return Cli.run(Stream.of(usual, more).flatMap(Stream::of).toArray());
    }

    @Test
    void photographsThatAreAddedChangeNoSide() throws IOException {
        train().done();
        Set<String> heldOut = listed("held-out.txt");
        Set<String> trained = listed("trained-on.txt");
        for (int i = 12; i < 20; i++) {
            Photos.write(photos.resolve("a/" + i + ".png"), 0xff, i);
            Photos.write(photos.resolve("b/+" + i + ".png"), 0xff00, i);
        }
        Cli scored = evaluate(photos);
        Cli resumed = Cli.run("train", "--resume", run, "--epochs", 2, "--json");

        assertThat(heldOut).hasSize(HELD_OUT).contains("a/1.png", "b/5.png", "c/2.png");
        assertThat(trained).hasSize(36 - HELD_OUT);
        assertThat(scored.err())
                .contains("note: " + run + ": the images keep the sides that they had in training; 0 of its 9"
                        + " test images are gone, 16 images are new");
        assertThat(resumed.json().get("epochs").asInt()).isEqualTo(2);
        assertThat(listed("held-out.txt")).containsAll(heldOut).doesNotContainAnyElementsOf(trained);
        assertThat(listed("trained-on.txt")).containsAll(trained).doesNotContainAnyElementsOf(heldOut);
        assertThat(scored.json().get("samples").asInt())
                .isEqualTo(listed("held-out.txt").size());
    }

    @Test
    void aRunOfAnEarlierVersionKeepsTheTestImagesThatItDrew() throws IOException {
        train().done();
        Files.delete(run.resolve("trained-on.txt"));
        Files.writeString(
                run.resolve("held-out.txt"),
                Stream.of("a/0.png", "b/1.png", "c/3.png")
                        .map(name -> photos.resolve(name) + "\n")
                        .collect(Collectors.joining()));
        Photos.write(photos.resolve("a/12.png"), 0xff, 12);
        Cli scored = evaluate(photos);
        Cli tuned = Cli.run(
                "train",
                "--data",
                "folder:" + photos,
                "--model",
                "resnet20",
                "--weights",
                best,
                "--size",
                16,
                "--epochs",
                1,
                "--run",
                "tuned",
                "--runs-dir",
                folder.resolve("runs"));
        JsonNode report = Cli.run(
                        "export",
                        best,
                        folder.resolve("x.onnx"),
                        "--int8",
                        "--calibrate",
                        "folder:" + photos,
                        "--calibration-images",
                        3,
                        "--json")
                .json();
        Cli.run("train", "--resume", run, "--epochs", 2).done();

        assertThat(scored.json().get("samples").asInt()).isEqualTo(3);
        assertThat(scored.err()).contains("an earlier version drew its test images; the 3 in its held-out.txt");
        assertThat(tuned.done().err()).contains("34 training and 3 test images");
        assertThat(report.get("images").asInt()).isEqualTo(3);
        assertThat(listed("held-out.txt")).containsExactlyInAnyOrder("a/0.png", "b/1.png", "c/3.png");
        assertThat(listed("trained-on.txt")).hasSize(34).contains("a/12.png", "a/1.png");
    }

    @Test
    void aRunGoesOnWhereItsImagesAreNow() throws IOException {
        train().done();
        Path old = photos;
        photos = Files.move(photos, folder.resolve("moved"));
        Path others = Photos.write(folder.resolve("others"), 1, "a", "b", "c");
        Photos.write(others.resolve("a/x.png"), 0xff, 1);
        Photos.write(others.resolve("b/y.png"), 0xff, 1);
        Photos.write(others.resolve("c/z.png"), 0xff, 1);

        assertThat(Cli.run("train", "--resume", run).failure())
                .endsWith("photos: no such folder; if the images have moved, add --data folder:FOLDER to --resume "
                        + run);
        assertThat(Cli.run("train", "--resume", run, "--data", "folder:" + others)
                        .failure())
                .contains("others: fewer than half of the test images of " + run + " are there");
        assertThat(Cli.run("train", "--resume", run, "--data", "shapes").wrongUsage())
                .contains("--data: shapes; the run was begun with folder:" + old);
        assertThat(evaluate(photos).json().get("samples").asInt()).isEqualTo(HELD_OUT);

        Cli moved = Cli.run("train", "--resume", run, "--data", "folder:" + photos, "--epochs", 2)
                .done();
        assertThat(moved.err()).doesNotContain("note:");
        Cli again = Cli.run("train", "--resume", run).done();
        assertThat(again.err()).contains("2 epochs done already");
        assertThat(listed("held-out.txt")).hasSize(HELD_OUT).contains("a/1.png");
        assertThat(new ObjectMapper()
                        .readTree(run.resolve("config.json").toFile())
                        .at("/settings/data")
                        .asText())
                .isEqualTo("folder:" + photos);
    }

    @Test
    void aRunHasMoreEpochsButNotFewer() {
        train().done();
        Cli.run("train", "--resume", run, "--epochs", 3).done();

        assertThat(Cli.run("train", "--resume", run, "--epochs", 2).wrongUsage())
                .contains("--epochs: 2; the run has done 3 already");
        assertThat(Cli.run("train", "--resume", run, "--lr", 1).wrongUsage()).contains("--epochs, --data");
    }

    @Test
    void someOfTheClassesAreScoredByName() throws IOException {
        train().done();
        Path some = folder.resolve("some");
        Files.createDirectories(some);
        Files.move(photos.resolve("b"), some.resolve("b"));
        Files.move(photos.resolve("c"), some.resolve("c"));
        Cli scored = evaluate(some);

        assertThat(scored.err())
                .contains("has 2 of the network's 3 classes; none of its images belongs to the other 1 classes (a)");
        assertThat(scored.json().get("samples").asInt()).isEqualTo(6);
        assertThat(scored.json().get("classes").findValuesAsText("class")).containsExactly("a", "b", "c");
        assertThat(scored.json().get("classes").findValuesAsText("samples")).containsExactly("0", "3", "3");
        Files.move(some.resolve("c"), folder.resolve("c"));
        assertThat(evaluate(some).json().get("samples").asInt()).isEqualTo(3);
        Files.move(some.resolve("b"), some.resolve("d"));
        assertThat(evaluate(some).failure()).contains("was trained for 3 classes (a, b, c)", "has 1 classes (d)");
    }

    @Test
    void whatTrainingSkippedIsSkippedByTheOthersToo() throws IOException {
        for (String name : List.of("a/1.png", "b/0.png", "b/5.png")) {
            Path file = photos.resolve(name);
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 200));
        }
        assertThat(train().failure()).contains(".png: damaged", "; --on-bad-image skip leaves such images out");
        Cli.run("train", "--resume", run, "--on-bad-image", "skip").done();
        Object[] export = {
            "export", best, folder.resolve("x.onnx"), "--int8", "--calibrate", "folder:" + photos, "--json"
        };

        Cli scored = evaluate(photos);
        assertThat(scored.json().get("samples").asInt()).isEqualTo(HELD_OUT - 2);
        assertThat(scored.err()).contains("skipped " + photos.resolve("b/5.png") + ": damaged");
        Cli quantized = Cli.run(export);
        assertThat(quantized.json().get("images").asInt()).isEqualTo(HELD_OUT - 2);
        assertThat(quantized.json().get("calibration").get("images").asInt()).isEqualTo(36 - HELD_OUT - 1);
        assertThat(quantized.err()).contains("skipped " + photos.resolve("b/0.png") + ": damaged");

        assertThat(evaluate(photos, "--on-bad-image", "fail").failure()).contains("--on-bad-image skip");
        List<Object> failing = new ArrayList<>(List.of(export));
        failing.addAll(List.of("--on-bad-image", "fail"));
        assertThat(Cli.run(failing.toArray()).failure()).contains("--on-bad-image skip");
    }

    @Test
    void fewPhotographsAreTakenForFineTuning() throws IOException {
        Photos.write(photos.resolve("a/12.png"), 0xff, 1);
        Cli begun = train().done();

        assertThat(begun.err())
                .contains(
                        "a class has 12 to 13 photographs",
                        "for so few, start from published weights: ./channelwise train" + " --data folder:" + photos
                                + " --recipe finetune --model se_resnet50 --pretrained");
        assertThat(Cli.run("train", "--resume", run).done().err()).doesNotContain("photographs");
        String page = Files.readString(run.resolve("report.html"));
        assertThat(page).contains("\"id\":\"").doesNotContain("\"id\":\"" + photos);
    }

    @Test
    void threeThousandSideFilesTakeAFewLines() throws IOException {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(photos.resolve("a/" + i + ".txt"));
        }
        Files.createFile(photos.resolve("b/x.heic"));
        Cli begun = train().done();
        Cli predicted = Cli.run("predict", "--weights", best, photos, "--json");

        for (Cli cli : List.of(begun, predicted)) {
            assertThat(cli.err().lines().filter(line -> line.startsWith("skipped ")))
                    .hasSize(11)
                    .last()
                    .asString()
                    .startsWith("skipped 2,991 more: 2,990 its name does not end in one of bmp,")
                    .endsWith("; 1 HEIC is not read; save it as JPEG or PNG");
        }
        assertThat(predicted.json()).hasSize(36);
    }

    @Test
    void predictFollowsLinksAndNamesWhatItCannotRead() throws IOException {
        train().done();
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.createSymbolicLink(mine.resolve("b"), photos.resolve("b"));
        Files.copy(photos.resolve("a/0.png"), mine.resolve("._0.png"));
        Files.createFile(mine.resolve("IMG.HEIC"));
        Path only = Files.createDirectory(folder.resolve("only"));
        Files.createFile(only.resolve("IMG.HEIC"));
        Cli predicted = Cli.run("predict", "--weights", best, mine, "--json");

        assertThat(predicted.json()).hasSize(12);
        assertThat(predicted.err().lines())
                .containsExactly(
                        "skipped " + mine.resolve("._0.png") + ": hidden",
                        "skipped " + mine.resolve("IMG.HEIC") + ": HEIC is not read; save it as JPEG or PNG");
        assertThat(Cli.run("predict", "--weights", best, only).failure())
                .contains("holds no images", "IMG.HEIC: HEIC is not read");
    }

    /** From the photographs' folder on. */
    private Set<String> listed(String file) throws IOException {
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(run.resolve(file))) {
            names.add(photos.relativize(Path.of(line)).toString().replace('\\', '/'));
        }
        return names;
    }
}
