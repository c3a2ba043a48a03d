package io.channelwise.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private static final Pattern MISSING_CHOICE =
            Pattern.compile("Missing required argument\\(s\\): \\((.*)\\)", Pattern.DOTALL);

    private UsageWords() {}

    static String of(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, command);
        }
        Optional<String> twice = twice(command, arguments);
        if (twice.isPresent() && (e instanceof OverwrittenOptionException || e instanceof MaxValuesExceededException)) {
            return twice.get() + " is given twice; give it once";
        }
        String words = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
        if (e instanceof MutuallyExclusiveArgsException) {
            return words.replaceFirst(" are mutually exclusive \\(specify only one\\)$", ": take one of them, not both");
        }
        return MISSING_CHOICE.matcher(words).replaceFirst(match -> "missing: "
                + match.group(1).replaceAll("\\s*\\|\\s*", " or ").replaceAll("[$\\\\]", ""));
    }

    private static String unmatched(UnmatchedArgumentException e, CommandLine command) {
        String found = e.getUnmatched().get(0);
        boolean commands = !command.getSubcommands().isEmpty();
        if (e.isUnknownOption()) {
            String name = found.replaceFirst("=.*", "");
            Set<String> known = command.getCommandSpec().options().stream()
                    .flatMap(option -> Stream.of(option.names()))
                    .collect(Collectors.toSet());
            return "no such option: " + name + closest(Synonyms.options(name, known), e.getSuggestions());
        } else if (commands) {
            Set<String> known = command.getSubcommands().keySet();
            return "no such command: " + found + closest(Synonyms.commands(found, known), e.getSuggestions());
        }
        return "one argument too many: " + found;
    }

    private static String closest(List<String> same, List<String> similar) {
        List<String> words =
                same.isEmpty() ? similar.stream().limit(MOST_SUGGESTIONS).toList() : same;
        return words.isEmpty() ? "" : "; closest: " + String.join(", ", words);
    }

    /** The option that the arguments name twice, by whichever of its names. */
    private static Optional<String> twice(CommandLine command, String[] arguments) {
        Set<OptionSpec> seen = new HashSet<>();
        for (String argument : arguments) {
            String name = argument.replaceFirst("=.*", "");
            OptionSpec option = command.getCommandSpec().findOption(name);
            if (option != null && name.startsWith("-") && !seen.add(option)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
