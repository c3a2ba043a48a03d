package io.channelwise.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One network's keys among those of a file. Wrappers put all of a network's keys below their own names: {@code module.}
 * of DataParallel and AveragedModel, {@code model.} or {@code net.} of Lightning, several in a row. Whatever it is, it is
 * told by the keys that only a whole network has.
 *
 * @param renamed the new key of each that is kept, in the file's order
 * @param notes what was dropped and left out, in words
 */
record NetworkKeys(Map<String, String> renamed, List<String> notes) {

    /** AveragedModel's count of the models in its average. */
    private static final String AVERAGED = "n_averaged";

    private static final int SHOWN = 5;

    /** @throws WeightsException if the selection names no key, or there are several networks and none is selected */
    static NetworkKeys among(Collection<String> keys, Selection selection) {
        List<String> notes = new ArrayList<>();
        Set<String> kept = withoutIgnored(keys, selection, notes);
        String chosen = selection.key() == null ? "" : chosen(kept, selection.key());
        kept.removeIf(key -> !key.startsWith(chosen) || isAverageCount(key, notes));
        String prefix = prefix(kept, chosen);
        if (!prefix.isEmpty()) {
            notes.add("the prefix " + prefix + " of its keys is dropped");
        }
        Map<String, String> renamed = new LinkedHashMap<>();
        kept.forEach(key -> renamed.put(key, key.startsWith(prefix) ? key.substring(prefix.length()) : key));
        requireDistinct(renamed);
        return new NetworkKeys(renamed, notes);
    }

    private static boolean isAverageCount(String key, List<String> notes) {
        boolean found = key.equals(AVERAGED) || key.endsWith("." + AVERAGED);
        if (found) {
            notes.add(key + " is left out: it counts the models of an average");
        }
        return found;
    }

    private static Set<String> withoutIgnored(Collection<String> keys, Selection selection, List<String> notes) {
        Set<String> kept = new LinkedHashSet<>(keys);
        List<Pattern> patterns = selection.ignoredPatterns();
        for (int i = 0; i < patterns.size(); i++) {
            Pattern pattern = patterns.get(i);
            List<String> left =
                    keys.stream().filter(key -> pattern.matcher(key).matches()).toList();
            left.forEach(kept::remove);
            notes.add("--ignore " + selection.ignored().get(i)
                    + (left.isEmpty() ? " fits no key" : " leaves out " + shown(left)));
        }
        return kept;
    }

    private static String chosen(Set<String> keys, String wish) {
        String prefix = wish.endsWith(".") ? wish : wish + ".";
        if (keys.stream().noneMatch(key -> key.startsWith(prefix))) {
            throw new WeightsException("has nothing under the key " + wish + "; it has "
                    + (keys.isEmpty() ? "no tensors" : shown(new ArrayList<>(keys))));
        }
        return prefix;
    }

    /** What all keys of the one network begin with; what the selection asks for at least. */
    private static String prefix(Set<String> keys, String chosen) {
        List<String> roots = roots(keys).stream()
                .filter(root -> root.startsWith(chosen))
                .sorted(Comparator.comparingInt(String::length))
                .toList();
        if (roots.isEmpty()) {
            return chosen.isEmpty() ? KeyMap.WRAPPERS.commonPrefix(keys) : chosen;
        }
        String outermost = roots.get(0);
        if (!roots.stream().allMatch(root -> root.startsWith(outermost))) {
            throw new WeightsException("holds " + roots.size() + " networks, under " + shown(roots)
                    + ": take one with --key " + outermost.substring(0, outermost.length() - 1));
        }
        return outermost;
    }

    /** Below what whole networks are: the first kernel or the last layer, and a first stage. */
    private static Set<String> roots(Set<String> keys) {
        Set<String> landmarks = ModelTable.landmarks();
        Set<String> ends = new LinkedHashSet<>();
        Set<String> stages = new LinkedHashSet<>();
        for (String key : keys) {
            for (String landmark : landmarks) {
                if (isBelow(key, key.length() - landmark.length()) && key.endsWith(landmark)) {
                    ends.add(key.substring(0, key.length() - landmark.length()));
                }
            }
            int stage = key.indexOf(ModelTable.FIRST_STAGE);
            if (isBelow(key, stage)) {
                stages.add(key.substring(0, stage));
            }
        }
        ends.retainAll(stages);
        return ends;
    }

    private static boolean isBelow(String key, int begin) {
        return begin == 0 || begin > 0 && key.charAt(begin - 1) == '.';
    }

    private static void requireDistinct(Map<String, String> renamed) {
        Set<String> names = new LinkedHashSet<>();
        renamed.forEach((key, name) -> {
            if (!names.add(name)) {
                throw new WeightsException(
                        key + ": becomes " + name + ", as another key does; leave one out with --ignore");
            }
        });
    }

    private static String shown(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return first + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /** The values under their new keys; what is not kept is left out. */
    <T> Map<String, T> apply(Map<String, T> values) {
        Map<String, T> selected = new LinkedHashMap<>();
        renamed.forEach((key, name) -> {
            if (values.containsKey(key)) {
                selected.put(name, values.get(key));
            }
        });
        return selected;
    }
}
