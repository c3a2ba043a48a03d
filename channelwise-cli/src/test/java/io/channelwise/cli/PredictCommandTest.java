package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.StateDicts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What goes wrong with one argument costs no other its answer, and nothing waits for ever. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PredictCommandTest {

    private static final Preprocessing SMALL = new Preprocessing(
            3, 32, 32, Interpolation.BILINEAR, 0.875, List.of(0.5, 0.5, 0.5), List.of(0.25, 0.25, 0.25));

    @TempDir
    Path folder;

    private Path checkpoint;

    @BeforeEach
    void write() {
        checkpoint = folder.resolve("best.safetensors");
        try (Network network = Models.create("se_resnet20", 3, 2, 5)) {
            ModelDescription description =
                    new ModelDescription("se_resnet20", List.of("ant", "bee"), SMALL, Map.of(), "");
            Checkpoint.of(description, StateDicts.stored(network.stateDict())).write(checkpoint);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void eachArgumentFailsForItself() throws Exception {
        Path photos = Photos.write(Files.createDirectories(folder.resolve("photos")), 1, "red");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path page = Files.writeString(folder.resolve("page.jpg"), "<html>not found</html>");
        Path thin = thin("thin.png", 65_535, 1);
        Path tall = thin("tall.png", 1, 65_535);

        Cli cli = Cli.run(
                "predict",
                "--weights",
                checkpoint,
                empty,
                pipe("pipe.jpg"),
                thin,
                "/dev/zero",
                page,
                folder.resolve("none.png"),
                photos,
                tall,
                "--json");

        assertThat(cli.code()).isEqualTo(1);
        assertThat(cli.value().findValuesAsText("file"))
                .containsExactly(thin.toString(), photos.resolve("red/0.png").toString(), tall.toString());
        assertThat(cli.err().lines())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).contains("empty holds no images"))
                .anySatisfy(line -> assertThat(line).endsWith("pipe.jpg: not a regular file"))
                .contains("channelwise: /dev/zero: not a regular file")
                .anySatisfy(line -> assertThat(line).contains("page.jpg: not a JPEG"))
                .anySatisfy(line -> assertThat(line).endsWith("none.png: no such file"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void weightsAreRegularFilesToo() throws Exception {
        Path photo = Photos.write(folder.resolve("photo.png"), 0xFF, 0);

        assertThat(Cli.run("predict", "--weights", pipe("pipe.safetensors"), photo)
                        .failure())
                .contains("pipe.safetensors: is no regular file");
        assertThat(Cli.run("predict", "--weights", pipe("pipe.onnx"), photo).failure())
                .contains("pipe.onnx: not a regular file");
        assertThat(Cli.run("inspect", folder.resolve("pipe.safetensors")).failure())
                .contains("pipe.safetensors: is no regular file");
        assertThat(Cli.run("inspect", "/dev/zero").failure()).contains("/dev/zero: is no regular file");
        assertThat(Cli.run("evaluate", "--weights", pipe("pipe.pth"), "--data", "shapes")
                        .failure())
                .contains("pipe.pth: is no regular file");
    }

    @Test
    void adviceNamesOptionsThatTheCommandHas() {
        CommandLine command = Main.commandLine();
        for (String[] of : new String[][] {
            {"predict", "--weights", "best.safetensors", "photo.jpg"}, {"train", "--epochs", "1"},
        }) {
            StringWriter err = new StringWriter();
            command.setErr(new PrintWriter(err, true));
            Failures.failed(new OutOfMemoryError("Java heap space"), command, command.parseArgs(of));
            assertThat(err.toString())
                    .isEqualTo("channelwise: not enough memory; "
                            + (of[0].equals("train")
                                    ? "take a smaller --batch-size or --size"
                                    : "give Java more, as in CHANNELWISE_JAVA_OPTS=-Xmx4g")
                            + System.lineSeparator());
        }
    }

    private Path thin(String name, int width, int height) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }

    /** A named pipe to which nobody writes. */
    private Path pipe(String name) throws IOException, InterruptedException {
        Path path = folder.resolve(name);
        int code = new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
        assumeThat(code).as("mkfifo").isZero();
        return path;
    }
}
