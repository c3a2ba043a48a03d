package io.channelwise.runtime;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text that may come from anywhere, as a terminal, a log or a page can show it. The names of files and classes, messages
 * of servers and what a file says about itself may hold escape sequences that move the cursor, colour or rename the
 * window, line ends that feign lines of ours, and marks that turn the order of reading round.
 *
 * <p>Control and format characters become question marks. The joiners that Hindi, Persian and emoji are written with, the
 * soft hyphen and the tab stay.
 */
public final class Harmless {

    private static final String STEERING = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\t\\u00AD\\u200C\\u200D]]";

    private static final Pattern IN_LINES = Pattern.compile(STEERING);
    private static final Pattern IN_TEXTS = Pattern.compile("[" + STEERING + "&&[^\\n]]");

    private Harmless() {}

    /** The text on one line; a line end in it is a question mark too. */
    public static String line(String text) {
        return IN_LINES.matcher(text).replaceAll("?");
    }

    /** The text with its lines. */
    public static String text(String text) {
        return IN_TEXTS.matcher(text).replaceAll("?");
    }

    /** The same JSON: such characters can only be inside of strings, where their escapes mean the same. */
    public static String json(String json) {
        return IN_TEXTS.matcher(json).replaceAll(Harmless::escaped);
    }

    private static String escaped(MatchResult match) {
        return match.group()
                .chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
                .collect(Collectors.joining());
    }
}
