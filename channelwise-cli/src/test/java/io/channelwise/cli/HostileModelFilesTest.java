package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.runtime.Harmless;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX files that others made to harm: small graphs that never end, take all memory, or say what they should not. */
@Timeout(60)
class HostileModelFilesTest {

    @TempDir
    Path folder;

    private Path image;

    @BeforeEach
    void draw() throws IOException {
        image = Photos.write(folder.resolve("image.png"), 0xff, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endless_loop",
                "expand_12_gb",
                "nan_logits",
                "escapes_in_classes",
                "nested_functions",
                "string_output"
            })
    void areRefusedInOneLine(String name) throws IOException {
        Cli cli = Cli.run("predict", "--weights", model(name), image);
        assertThat(cli.failure()).contains(name + ".onnx is not what channelwise export writes: ", "--trust");
        assertThat(cli.err().lines()).hasSize(1);
    }

    @Test
    void thoseThatAreTrustedHaveNoProbabilityOfNaN() throws IOException {
        Cli cli = Cli.run("predict", "--trust", "--weights", model("nan_logits"), image);
        assertThat(cli.failure()).contains("makes the logit NaN, of which there is no probability");
    }

    @Test
    void thoseThatAreTrustedMakeFloats() throws IOException {
        Cli cli = Cli.run("predict", "--trust", "--weights", model("string_output"), image);
        assertThat(cli.failure()).contains("has logits of type string; expected float");
    }

    @Test
    void thoseThatAreTrustedCannotSteerTheTerminal() throws IOException {
        Cli cli = Cli.run("predict", "--trust", "--weights", model("escapes_in_classes"), image);
        assertThat(cli.done().out()).isEqualTo(Harmless.text(cli.out())).contains("a?[2J?]0;owned?");
        assertThat(cli.out().lines()).hasSize(3);
    }

    private Path model(String name) throws IOException {
        try (InputStream in = HostileModelFilesTest.class.getResourceAsStream(name + ".onnx")) {
            return Files.write(folder.resolve(name + ".onnx"), in.readAllBytes());
        }
    }
}
