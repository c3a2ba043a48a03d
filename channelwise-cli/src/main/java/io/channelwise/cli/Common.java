package io.channelwise.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that every subcommand has. */
@Command(synopsisHeading = "%nUsage: ", descriptionHeading = "%n", optionListHeading = "%nOptions:%n")
final class Common {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--verbose", description = "Show the stack trace of a failure.")
    private boolean verbose;

    @Option(names = "--json", description = "Print the result as one JSON value on stdout.")
    boolean json;
}
