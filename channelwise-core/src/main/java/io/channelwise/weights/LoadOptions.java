package io.channelwise.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a checkpoint is loaded into a model.
 *
 * @param allowNonFinite whether NaN and infinite values are taken; by default they are refused
 * @param kept prefixes of keys that keep the model's own values, whatever the checkpoint has there: {@code fc} for a
 *     head that is trained anew
 */
public record LoadOptions(boolean allowNonFinite, List<String> kept) {

    /** Everything must be there, fit and be finite. */
    public static final LoadOptions STRICT = new LoadOptions(false, List.of());

    /** With an immutable copy of the list. */
    public LoadOptions {
        kept = List.copyOf(kept);
    }

    /** The same, with NaN and infinite values allowed. */
    public LoadOptions allowingNonFinite() {
        return new LoadOptions(true, kept);
    }

    /** The same, with these keys and those below them left as the model has them. */
    public LoadOptions keeping(String... prefixes) {
        return new LoadOptions(allowNonFinite, List.of(prefixes));
    }

    <T> Map<String, T> withoutKept(Map<String, T> entries) {
        Map<String, T> rest = new LinkedHashMap<>(entries);
        rest.keySet().removeIf(this::keeps);
        return rest;
    }

    private boolean keeps(String key) {
        return kept.stream().anyMatch(prefix -> key.equals(prefix) || key.startsWith(prefix + "."));
    }
}
