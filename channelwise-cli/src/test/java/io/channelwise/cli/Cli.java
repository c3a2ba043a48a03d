package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** What one call of the command came to: its exit code, stdout and stderr. */
record Cli(int code, String out, String err) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Runs the command as a shell would; arguments may be strings and paths. */
    static Cli run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new ConsoleWriter(out))
                .setErr(new ConsoleWriter(err))
                .setUsageHelpAutoWidth(false)
                .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
        return new Cli(code, out.toString(), err.toString());
    }

    /** Requires success. */
    Cli done() {
        assertThat(code).as(err).isZero();
        return this;
    }

    /** Requires failure, told in the last line of stderr, without a stack trace and with nothing on stdout. */
    String failure() {
        assertThat(code).as(err).isEqualTo(1);
        assertThat(out).isEmpty();
        return lastLine("channelwise: ");
    }

    /** Requires wrong usage, told in a single line on stderr that names the help. */
    String wrongUsage() {
        assertThat(code).as(err).isEqualTo(2);
        assertThat(out).isEmpty();
        assertThat(err.lines()).hasSize(1);
        assertThat(err.strip()).endsWith("--help)");
        return lastLine("channelwise");
    }

    private String lastLine(String start) {
        assertThat(err).doesNotContain("\tat ").doesNotContain("Exception").doesNotContain("should not happen");
        String last = err.lines().reduce((first, second) -> second).orElse("");
        assertThat(last).startsWith(start);
        assertThat(err.lines().filter(line -> line.startsWith(start))).hasSize(1);
        return last;
    }

    /** Requires success and one JSON value on one line of stdout. */
    JsonNode json() {
        done();
        return value();
    }

    /** The one JSON value on stdout, whatever the exit code. */
    JsonNode value() {
        assertThat(out.lines()).hasSize(1);
        try {
            return MAPPER.readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
