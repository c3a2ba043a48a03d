package io.channelwise.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long a benchmark runs and how it says what it found. */
final class RunOptions {

    private static final int ROUNDS = 10;
    private static final int QUICK_ROUNDS = 3;

    @Option(names = "--quick", description = "Three rounds instead of ten, to see that all runs.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of each side or part. Default: 10.")
    private Integer rounds;

    @Option(names = "--json", description = "Prints one JSON value, and the table on stderr.")
    private boolean json;

    @Option(names = "--help", usageHelp = true, description = "Shows this text.")
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    int rounds() {
        if (rounds != null) {
            return positive("--rounds", rounds);
        }
        return quick ? QUICK_ROUNDS : ROUNDS;
    }

    /** The value of an option. */
    int positive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(command.commandLine(), option + ": " + value + "; allowed: 1 or more");
        }
        return value;
    }

    /** Where the table goes. */
    PrintStream tableOut() {
        return json ? System.err : System.out;
    }

    /** Prints the results if they are wanted as JSON. */
    void finish(Object results) throws JsonProcessingException {
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(results));
        }
    }
}
