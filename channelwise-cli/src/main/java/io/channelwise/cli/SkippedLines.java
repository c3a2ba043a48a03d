package io.channelwise.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Files that are left out, on stderr: the first by name, of more only how many and why. */
final class SkippedLines {

    private static final int MOST_NAMED = 10;
    private static final int MOST_REASONS = 3;

    private SkippedLines() {}

    /** Prints what is listed as {@code PATH: reason}. */
    static void print(List<String> skipped, PrintWriter err) {
        skipped.stream().limit(MOST_NAMED).forEach(line -> err.println("skipped " + line));
        if (skipped.size() > MOST_NAMED) {
            List<String> more = skipped.subList(MOST_NAMED, skipped.size());
            err.println("skipped " + Texts.count(more.size()) + " more: " + reasons(more));
        }
    }

    private static String reasons(List<String> lines) {
        Map<String, Long> counts = lines.stream()
                .collect(Collectors.groupingBy(SkippedLines::reason, LinkedHashMap::new, Collectors.counting()));
        String named = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .map(each -> Texts.count(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining("; "));
        return named + (counts.size() > MOST_REASONS ? "; ..." : "");
    }

    private static String reason(String line) {
        return line.substring(line.lastIndexOf(": ") + 2);
    }
}
