package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.runtime.Harmless;
import io.channelwise.runtime.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files, classes and runs that would steer the terminal: no command prints them as they are. */
class HostileNamesTest {

    private static final String ESCAPES = "\u001b[2J\u001b]0;owned\u0007";
    private static final String CLASS = "cat" + ESCAPES + "\r\nchannelwise: all is well\u202etac";

    @TempDir
    private static Path folder;

    private static Path photos;
    private static Path run;
    private static Path best;
    private static Cli training;

    @BeforeAll
    static void train() throws IOException {
        try {
            photos = Photos.write(folder.resolve("ph otos" + ESCAPES), 10, CLASS, "dog");
            Files.writeString(photos.resolve("dog/broken" + ESCAPES + "\n.png"), "no image");
        } catch (InvalidPathException | IOException e) {
            abort("files cannot have such names here: " + e.getClass().getSimpleName());
        }
        run = folder.resolve("it's \u202erun");
        best = run.resolve("checkpoints/best.safetensors");
        training = Cli.run(
                "train",
                "--data",
                "folder:" + photos,
                "--model",
                "resnet20",
                "--size",
                Photos.SIZE,
                "--batch-size",
                8,
                "--min-scale",
                1,
                "--epochs",
                1,
                "--run",
                run.getFileName(),
                "--runs-dir",
                folder);
    }

    @Test
    void trainPrintsThemHarmlessly() {
        assertHarmless(training.done());
        assertThat(training.err()).contains("broken?[2J?]0;owned??.png");
    }

    @Test
    void evaluatePredictAndInspectToo() throws IOException {
        Path odd = Files.copy(photos.resolve(CLASS).resolve("0.png"), folder.resolve("a\n" + ESCAPES + ".png"));
        Path none = Files.writeString(folder.resolve("b\r\u009b2J.png"), "no image");
        Cli evaluation = Cli.run("evaluate", "--weights", best, "--data", "folder:" + photos);
        Cli prediction = Cli.run("predict", "--weights", best, odd, none);
        Cli inspection = Cli.run("inspect", best);

        assertHarmless(evaluation.done());
        assertThat(evaluation.out()).contains("cat?[2J?]0;owned???channelwise: all is well?tac");
        assertHarmless(prediction);
        assertThat(prediction.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("cat?[2J?]0;owned???channelwise"));
        assertThat(prediction.err()).contains("b??2J.png");
        assertHarmless(inspection.done());
    }

    @Test
    void jsonMeansTheNamesAsTheyAre() {
        Cli cli = Cli.run("evaluate", "--weights", best, "--data", "folder:" + photos, "--json");
        JsonNode scores = cli.json();
        assertHarmless(cli);
        assertThat(scores.get("classes").findValuesAsText("class")).containsExactly(CLASS, "dog");
    }

    @Test
    void runsAndReportsToo() throws IOException {
        assertHarmless(Cli.run("runs", "--runs-dir", folder).done());
        String report = Files.readString(run.resolve("report.html"));
        assertThat(report)
                .contains("cat?[2J")
                .doesNotContain("\u001b", "\u202e")
                .doesNotContainPattern("(?<!\\\\)\\\\u001b");
    }

    @Test
    void theReportsCommandsAreQuotedAndFitTheRun() throws IOException {
        String report = Files.readString(run.resolve("report.html"));
        String evaluation = ShellWords.command("evaluate", "--weights", best, "--data", "folder:" + photos);
        assertThat(evaluation).contains("$'folder:").contains("\\u001b[2J").contains("it\\'s \\u202erun");
        assertThat(report)
                .contains(evaluation.replace("\\", "\\\\"))
                .doesNotContain("Go on after an interruption", "null\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary", "models", "train --model", "train --recipe", "runs --sort", "train --data"})
    void wrongUsageToo(String command) {
        Object[] arguments = (command.replace(' ', '\n') + "\n").concat("x").split("\n");
        arguments[arguments.length - 1] = "resnet20" + CLASS;
        Cli cli = Cli.run(arguments);
        assertThat(cli.code()).isEqualTo(2);
        assertThat(cli.err().lines()).hasSize(1);
        assertHarmless(cli);
    }

    @Test
    void failuresToo() {
        for (Object[] call : List.<Object[]>of(
                new Object[] {"inspect", "no\n" + ESCAPES},
                new Object[] {"predict", "--weights", "no\n" + ESCAPES + ".onnx", "x"},
                new Object[] {"train", "--resume", "no\n" + ESCAPES},
                new Object[] {"evaluate", "--weights", "no\n" + ESCAPES, "--data", "shapes", "--verbose"},
                new Object[] {"compare", "a" + ESCAPES, "b\n"})) {
            Cli cli = Cli.run(call);
            assertThat(cli.code()).as("%s", call[0]).isEqualTo(1);
            assertHarmless(cli);
        }
    }

    @Test
    void anArgumentThatBeginsWithAnAtIsAFileAsAnyOther() throws IOException {
        Path at = Files.writeString(folder.resolve("@arguments"), "--help");
        assertThat(Cli.run("inspect", at).code()).isEqualTo(1);
        assertThat(Cli.run("inspect", "@" + at).err()).contains("@" + at);
    }

    private static void assertHarmless(Cli cli) {
        assertThat(cli.out()).isEqualTo(Harmless.text(cli.out())).doesNotContain("\nchannelwise: all is well");
        assertThat(cli.err()).isEqualTo(Harmless.text(cli.err())).doesNotContain("\nchannelwise: all is well");
    }
}
