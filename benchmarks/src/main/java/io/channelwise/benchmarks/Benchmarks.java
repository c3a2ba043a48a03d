package io.channelwise.benchmarks;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** What {@code benchmarks/run} runs. */
@Command(
        name = "benchmarks/run",
        description = "Speed and memory, side by side with others. All sides take turns in one run.",
        subcommands = {
            TrainingBenchmark.class,
            InferenceBenchmark.class,
            PredictorBenchmark.class,
            LoaderBenchmark.class,
            PartsBenchmark.class
        })
final class Benchmarks {

    @Option(names = "--home", hidden = true, required = true)
    private Path home;

    @Option(names = "--help", usageHelp = true, description = "Shows this text.")
    private boolean help;

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Benchmarks());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            command.getErr().println("benchmarks/run: " + exception.getMessage());
            return ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    Checkout checkout() {
        return new Checkout(home);
    }
}
