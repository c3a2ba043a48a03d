package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is lost on its way to stdout. */
class StandardOutputTest {

    private final StringWriter err = new StringWriter();

    /** A disk that takes a few bytes and no more. */
    private static final class Full extends OutputStream {

        private int room = 10;

        @Override
        public void write(int one) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            room--;
        }
    }

    private int run(StandardOutput out, String command) {
        return Main.run(out, new PrintWriter(err, true), command.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models",
                "models --json",
                "summary se_resnet20",
                "summary se_resnet20 --json",
                "train --list-recipes",
                "train --list-recipes --json",
                "--help",
                "--version",
                "help",
                "predict --help"
            })
    void isToldAndFailsTheCommand(String command) {
        int code = run(new StandardOutput(new Full(), false), command);

        assertThat(code).isEqualTo(1);
        assertThat(err)
                .hasToString("channelwise: stdout: No space left on device; results are missing there"
                        + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "models --json", "summary se_resnet20", "--help"})
    void isNoLossWhereTheReaderHasGone(String command) {
        int code = run(new StandardOutput(new Full(), true), command);

        assertThat(code).isZero();
        assertThat(err).hasToString("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "models --json", "summary se_resnet20", "--help"})
    void isNothingWhereThereIsRoom(String command) {
        ByteArrayOutputStream room = new ByteArrayOutputStream();
        int code = run(new StandardOutput(room, false), command);

        assertThat(code).isZero();
        assertThat(err).hasToString("");
        assertThat(room.toString(StandardCharsets.UTF_8)).endsWith(System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"models --nonsense", "--nonsense"})
    void doesNotHideWrongUsage(String command) {
        assertThat(run(new StandardOutput(new Full(), false), command)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
    }
}
