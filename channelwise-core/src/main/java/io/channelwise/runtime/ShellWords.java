package io.channelwise.runtime;

import java.io.File;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Commands of ours as a user can paste them into a shell. */
public final class ShellWords {

    private static final String PLAIN = "[\\p{L}\\p{N}_./:\\\\@%+=,-]+";

    private ShellWords() {}

    /**
     * The command with these arguments, as this process was started by the launcher: {@code ./channelwise train --resume
     * 'runs/my run'}.
     */
    public static String command(Object... arguments) {
        String words = Arrays.stream(arguments)
                .map(String::valueOf)
                .map(ShellWords::quoted)
                .collect(Collectors.joining(" "));
        return quoted(System.getProperty("channelwise.command", "./channelwise")) + " " + words;
    }

    /** A word for the shell of this system, in quotes where it needs them. */
    public static String quoted(String word) {
        return quoted(word, File.separatorChar == '\\');
    }

    static String quoted(String word, boolean windows) {
        if (word.matches(PLAIN) && (windows || word.indexOf('\\') < 0)) {
            return word;
        } else if (windows) {
            return "\"" + word + "\"";
        }
        return word.equals(Harmless.line(word)) ? "'" + word.replace("'", "'\\''") + "'" : escaped(word);
    }

    /** In the quotes of bash, zsh and POSIX 2024 that know escapes, so that no character of the word steers a terminal. */
    private static String escaped(String word) {
        StringBuilder escaped = new StringBuilder("$'");
        word.codePoints().forEach(c -> {
            String one = Character.toString(c);
            if (c == '\'' || c == '\\') {
                escaped.append('\\').append(one);
            } else if (one.equals(Harmless.line(one))) {
                escaped.append(one);
            } else {
                escaped.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            }
        });
        return escaped.append('\'').toString();
    }
}
