package io.channelwise.models;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the names that a mistyped one may have meant. */
public final class ClosestNames {

    private static final int SHOWN = 3;

    private ClosestNames() {}

    /** The three names with the least edit distance, closest first. */
    public static List<String> to(String typed, Collection<String> names) {
        String wish = typed.toLowerCase(Locale.ROOT);
        return names.stream()
                .sorted(Comparator.comparingInt(name -> distance(wish, name.toLowerCase(Locale.ROOT))))
                .limit(SHOWN)
                .toList();
    }

    /** The value of a name, or an error that says what was typed and which names are closest. */
    static <T> T require(String argument, String typed, Map<String, T> values) {
        T value = values.get(typed);
        if (value == null) {
            String closest = String.join(", ", to(typed, values.keySet()));
            throw new IllegalArgumentException(argument + ": " + typed + " is unknown; closest: " + closest);
        }
        return value;
    }

    /** Levenshtein's distance: insertions, deletions and replacements of one character. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
