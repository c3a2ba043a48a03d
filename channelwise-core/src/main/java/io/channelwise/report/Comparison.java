package io.channelwise.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several runs side by side.
 *
 * @param runs in the order to show them, two or more
 * @param settings those that differ, by name: the value of each run, in the order of the runs; {@link #NO_VALUE} where a
 *     run has no such setting
 * @param sameSettings how many settings are the same in all runs
 * @param sameClasses whether all runs know the same classes in the same order, so that these can be compared
 * @param version Channelwise's version
 * @param written when the runs were compared
 */
public record Comparison(
        List<ComparedRun> runs,
        Map<String, List<String>> settings,
        int sameSettings,
        boolean sameClasses,
        String version,
        Instant written) {

    /** Stands where a run has no such setting. */
    public static final String NO_VALUE = Figures.NONE;

    public Comparison {
        runs = List.copyOf(runs);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** @throws IllegalArgumentException for fewer than two runs, or two of the same label */
    public static Comparison of(List<ComparedRun> runs, String version, Instant written) {
        requireDistinct(runs);
        Map<String, List<String>> all = settings(runs);
        Map<String, List<String>> differing = new LinkedHashMap<>(all);
        differing.values().removeIf(values -> new HashSet<>(values).size() == 1);
        boolean sameClasses =
                runs.stream().map(run -> run.history().classes()).distinct().count() == 1;
        return new Comparison(runs, differing, all.size() - differing.size(), sameClasses, version, written);
    }

    private static void requireDistinct(List<ComparedRun> runs) {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("runs: " + runs.size() + "; a comparison needs 2 or more");
        }
        Set<String> labels = new HashSet<>();
        for (ComparedRun run : runs) {
            if (!labels.add(run.label())) {
                throw new IllegalArgumentException("runs: " + run.label() + " twice; expected different ones");
            }
        }
    }

    private static Map<String, List<String>> settings(List<ComparedRun> runs) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.history().settings().keySet()));
        Map<String, List<String>> settings = new LinkedHashMap<>();
        for (String name : names) {
            List<String> values = new ArrayList<>();
            runs.forEach(run -> values.add(run.history().settings().getOrDefault(name, NO_VALUE)));
            settings.put(name, values);
        }
        return settings;
    }
}
