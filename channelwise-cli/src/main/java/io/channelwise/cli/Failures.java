package io.channelwise.cli;

import io.channelwise.data.DataException;
import io.channelwise.inference.EvaluationException;
import io.channelwise.train.TrainingException;
import io.channelwise.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into one line for people, and an exit code. */
final class Failures {

    private static final Set<Class<?>> SPOKEN = Set.of(
            DataException.class,
            EvaluationException.class,
            TrainingException.class,
            WeightsException.class,
            IllegalArgumentException.class);

    private Failures() {}

    /** Wrong usage: what is wrong, and where the right usage stands. */
    static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + oneLine(e.getMessage()) + " (see " + name + " --help)");
        return ExitCode.USAGE;
    }

    /** A failure: what is wrong; the stack trace with {@code --verbose} only. */
    static int failed(Exception e, CommandLine command, ParseResult result) {
        command.getErr().println("channelwise: " + oneLine(sentence(e)));
        if (result.hasSubcommand() && isVerbose(result.subcommand())) {
            e.printStackTrace(command.getErr());
        }
        return ExitCode.SOFTWARE;
    }

    private static boolean isVerbose(ParseResult subcommand) {
        return subcommand.hasMatchedOption("--verbose");
    }

    private static String sentence(Exception e) {
        if (SPOKEN.contains(e.getClass())) {
            return e.getMessage();
        } else if (e instanceof UncheckedIOException || e instanceof IOException) {
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            return cause.getClass().getSimpleName() + ": " + cause.getMessage();
        }
        return "this should not happen: " + e + "; run it again with --verbose and report what it prints";
    }

    /** Messages of several lines are lists of keys; on a line of their own, logs and scripts keep them together. */
    private static String oneLine(String message) {
        return String.valueOf(message).strip().replaceAll(":\\s*\n\\s*", ": ").replaceAll("\\s*\n\\s*", "; ");
    }
}
