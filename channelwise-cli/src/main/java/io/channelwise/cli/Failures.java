package io.channelwise.cli;

import io.channelwise.data.DataException;
import io.channelwise.data.UnreadableImageException;
import io.channelwise.deploy.DeployException;
import io.channelwise.inference.EvaluationException;
import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.NativeLibraryError;
import io.channelwise.runtime.ThreadCount;
import io.channelwise.train.TrainingException;
import io.channelwise.weights.WeightsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Turns exceptions into one line for people, and an exit code; {@code --verbose} shows all there is. */
final class Failures {

    private static final Set<Class<?>> SPOKEN = Set.of(
            DataException.class,
            DeployException.class,
            EvaluationException.class,
            TrainingException.class,
            WeightsException.class,
            IllegalArgumentException.class);

    private static final String VERBOSE = "--verbose";

    /** The longest list of keys or names that a line shows. */
    private static final int LONGEST = 600;

    private Failures() {}

    /** Runs the command; picocli hands on exceptions but not errors, and memory may run out in any command. */
    static int run(ParseResult result) {
        try {
            requireThreads(result);
            return new RunLast().execute(result);
        } catch (OutOfMemoryError | LinkageError e) {
            return failed(e, result.commandSpec().commandLine(), result);
        }
    }

    /** Native libraries read the same variables later, and say something of their own or start as many as they can. */
    private static void requireThreads(ParseResult result) {
        CommandLine command = result.commandSpec().commandLine();
        boolean help = result.asCommandLineList().stream()
                .anyMatch(one -> one.isUsageHelpRequested()
                        || one.isVersionHelpRequested()
                        || one.getCommandSpec().helpCommand());
        try {
            if (!help) {
                ThreadCount.fromEnvironment();
            }
        } catch (IllegalArgumentException e) {
            throw new ExecutionException(command, e.getMessage(), e);
        }
    }

    /** Wrong usage: what is wrong, and where the right usage stands. */
    static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        boolean verbose = Arrays.asList(arguments).contains(VERBOSE);
        print(command, name + ": " + lines(UsageWords.of(e, arguments), verbose) + " (see " + name + " --help)");
        if (verbose) {
            e.printStackTrace(command.getErr());
        }
        return ExitCode.USAGE;
    }

    /** A failure: what is wrong; the stack trace with {@code --verbose} only. */
    static int failed(Throwable e, CommandLine command, ParseResult result) {
        boolean verbose = result.hasSubcommand() && result.subcommand().hasMatchedOption(VERBOSE);
        print(command, "channelwise: " + lines(sentence(e, result), verbose));
        if (verbose) {
            e.printStackTrace(command.getErr());
        }
        return ExitCode.SOFTWARE;
    }

    private static void print(CommandLine command, String lines) {
        lines.lines().forEach(command.getErr()::println);
    }

    private static String sentence(Throwable e, ParseResult result) {
        boolean heap = e instanceof OutOfMemoryError;
        if (heap || String.valueOf(e.getMessage()).contains("can't allocate memory")) {
            return "not enough memory; " + remedy(heap, result);
        }
        return sentence(e);
    }

    /** With options that the command has. */
    private static String remedy(boolean heap, ParseResult result) {
        Set<String> options = result.hasSubcommand()
                ? result.subcommand().commandSpec().optionsMap().keySet()
                : Set.of();
        List<String> smaller =
                Stream.of("--batch-size", "--size").filter(options::contains).toList();
        if (!smaller.isEmpty()) {
            return "take a smaller " + String.join(" or ", smaller);
        }
        return heap ? "give Java more, as in CHANNELWISE_JAVA_OPTS=-Xmx4g" : "it needs a machine with more of it";
    }

    private static String sentence(Throwable e) {
        if (e instanceof UnreadableImageException) {
            return e.getMessage() + "; --on-bad-image skip leaves such images out";
        } else if (SPOKEN.contains(e.getClass()) || e instanceof NativeLibraryError) {
            return e.getMessage();
        } else if (e instanceof IOException io) {
            return sentence(io);
        } else if (e instanceof UncheckedIOException io) {
            return sentence(io.getCause());
        } else if (e instanceof ExceptionInInitializerError && e.getCause() != null) {
            return sentence(e.getCause());
        }
        return "this should not happen: " + e + "; run it again with --verbose and report what it prints";
    }

    private static String sentence(IOException e) {
        boolean named = e instanceof FileSystemException file && file.getFile() != null;
        return (named ? ((FileSystemException) e).getFile() + ": " : "") + IoReasons.of(e);
    }

    private static String lines(String message, boolean verbose) {
        return verbose ? String.valueOf(message).strip() : oneLine(message);
    }

    /** Messages of several lines are headings and lists of keys: joined, and cut where they grow too long to read. */
    static String oneLine(String message) {
        String line =
                String.valueOf(message).strip().replaceAll(":\\s*\\R\\s*", ": ").replaceAll("\\s*\\R\\s*", "; ");
        if (line.length() <= LONGEST
                || line.length() == String.valueOf(message).strip().length()) {
            return line;
        }
        int end = line.lastIndexOf("; ", LONGEST);
        return (end < 0 ? line : line.substring(0, end)) + "; ... (all of it with --verbose)";
    }
}
