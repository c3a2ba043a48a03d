package io.channelwise.runtime;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** Why JSON could not be read, in words; the parser's own message speaks of its source and its classes. */
public final class JsonReasons {

    private static final Pattern SOURCE = Pattern.compile("\\s*\\(?(start marker )?at \\[Source: [^\\]]*\\]\\)?");
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
    private static final Pattern TOKEN = Pattern.compile(" \\(token `[^`]*`\\)");

    private JsonReasons() {}

    /** {@code Unexpected end-of-input (line 3, column 1)}; the cause's sentence where a value was refused. */
    public static String of(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
            return refused.getMessage();
        }
        String plain =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        String words = TOKEN.matcher(SOURCE.matcher(plain).replaceAll("")).replaceAll("");
        return PACKAGE.matcher(words).replaceAll("") + place(e.getLocation());
    }

    private static String place(JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
