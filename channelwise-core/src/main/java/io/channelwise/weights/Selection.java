package io.channelwise.weights;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tensors of a file are meant.
 *
 * @param key where they are: the keys of the dicts around them with dots between, {@code student} or {@code
 *     trainer.ema}, or what the keys of one of several networks begin with; {@code null} for the usual places
 * @param ignored patterns of keys that are left out, {@code total_ops} or {@code criterion.*}, in which {@code *} stands
 *     for any text and {@code ?} for one character. What is below a key that fits is left out too, and so is a key that
 *     ends in one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Selection(String key, List<String> ignored) {

    /** The network at a usual place, with all its keys. */
    public static final Selection USUAL = new Selection(null, List.of());

    /** With an immutable copy of the list. */
    public Selection {
        ignored = ignored == null ? List.of() : List.copyOf(ignored);
    }

    /** Whether it says nothing. */
    @JsonIgnore
    public boolean isUsual() {
        return equals(USUAL);
    }

    /** The patterns as regular expressions of whole keys. */
    List<Pattern> ignoredPatterns() {
        return ignored.stream().map(Selection::pattern).toList();
    }

    private static Pattern pattern(String glob) {
        // Who writes a regular expression means this; what is left out too much is told as missing.
        String text = glob.replace(".*", "*");
        String body = Stream.of(text.split("(?=[*?])|(?<=[*?])"))
                .map(part -> part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part))
                .collect(Collectors.joining());
        return Pattern.compile("(.*\\.)?" + body + "(\\..*)?", Pattern.DOTALL);
    }
}
