package io.channelwise.cli;

import io.channelwise.models.ClosestNames;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a call, in words that say what to type instead. */
final class UsageWords {

    private static final int MOST_SUGGESTIONS = 3;
    private static final Pattern MISSING_CHOICE = Pattern.compile("Missing required argument[^:]*: \\((.*)\\)");
    private static final Pattern TOO_FEW =
            Pattern.compile("^positional parameter at index \\S+ \\((\\w+)\\) requires at "
                    + "least (\\d+) values, but (only \\d+|none) were specified");
    private static final Pattern NO_COMMAND = Pattern.compile("Unknown subcommand '(.*)'\\.");

    private UsageWords() {}

    static String of(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, command);
        } else if (e instanceof OverwrittenOptionException || e instanceof MaxValuesExceededException) {
            return twice(command, arguments).orElseGet(() -> plain(e));
        } else if (e instanceof MutuallyExclusiveArgsException) {
            return plain(e).replaceFirst(" are mutually exclusive.*", ": take one of them, not both");
        }
        Matcher few = TOO_FEW.matcher(plain(e));
        if (few.find()) {
            return unknown(command, arguments)
                    .orElse("expected " + few.group(2) + " or more of '" + few.group(1) + "', found " + few.group(3));
        }
        Matcher other = NO_COMMAND.matcher(plain(e));
        if (other.matches()) {
            return noCommand(other.group(1), command, List.of());
        }
        Matcher choice = MISSING_CHOICE.matcher(plain(e));
        return choice.matches() ? "missing: " + choice.group(1).replaceAll("\\s*\\|\\s*", " or ") : plain(e);
    }

    private static String plain(ParameterException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
    }

    private static String unmatched(UnmatchedArgumentException e, CommandLine command) {
        String found = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            return noOption(found, command, e.getSuggestions());
        }
        return command.getSubcommands().isEmpty()
                ? "one argument too many: " + found
                : noCommand(found, command, e.getSuggestions());
    }

    private static String noOption(String argument, CommandLine command, List<String> similar) {
        String name = name(argument);
        Set<String> known = command.getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toSet());
        return "no such option: " + name + closest(Synonyms.options(name, known), similar);
    }

    private static String noCommand(String name, CommandLine command, List<String> similar) {
        Set<String> known = command.getSubcommands().keySet();
        return "no such command: " + name
                + closest(Synonyms.commands(name, known), similar.isEmpty() ? ClosestNames.to(name, known) : similar);
    }

    /** An argument that looks like an option and is none; before a missing argument it was taken for one. */
    private static Optional<String> unknown(CommandLine command, String... arguments) {
        return Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> argument.startsWith("--") && option(command, argument) == null)
                .findFirst()
                .map(argument -> noOption(argument, command, List.of()));
    }

    private static String closest(List<String> same, List<String> similar) {
        List<String> words =
                same.isEmpty() ? similar.stream().limit(MOST_SUGGESTIONS).toList() : same;
        return words.isEmpty() ? "" : "; closest: " + String.join(", ", words);
    }

    /** The option that the arguments name twice, by whichever of its names. */
    private static Optional<String> twice(CommandLine command, String... arguments) {
        Map<OptionSpec, String> seen = new HashMap<>();
        for (String argument : arguments) {
            OptionSpec option = argument.startsWith("-") ? option(command, argument) : null;
            String before = option == null ? null : seen.put(option, name(argument));
            if (before != null) {
                return Optional.of(
                        before.equals(name(argument))
                                ? before + " is given twice; give it once"
                                : before + " and " + name(argument) + ": take one of them, not both");
            }
        }
        return Optional.empty();
    }

    /** The option of an argument such as {@code --lr=1} or {@code --no-flip}; null if there is none. */
    private static OptionSpec option(CommandLine command, String argument) {
        OptionSpec option = command.getCommandSpec().findOption(name(argument));
        OptionSpec negated = command.getCommandSpec().findOption(name(argument).replaceFirst("^--no-", "--"));
        return option == null && negated != null && negated.negatable() ? negated : option;
    }

    private static String name(String argument) {
        return argument.replaceFirst("=.*", "");
    }
}
