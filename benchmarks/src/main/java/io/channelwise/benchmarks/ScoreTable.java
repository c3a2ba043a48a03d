package io.channelwise.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scores as a table in Markdown, row by row as they come, and as what becomes JSON. */
final class ScoreTable {

    private final PrintStream out;

    ScoreTable(PrintStream out) {
        this.out = out;
    }

    void head() {
        out.println(
                "| contest | who | layout | ms a step | least | CPU ms | time ratio | CPU ratio | peak MiB | peak ratio |");
        out.println("|---|---|---|---:|---:|---:|---:|---:|---:|---:|");
    }

    /** Ratios are to the first contestant: above 1 it is faster, or smaller, than the row's. */
    void rows(Contest contest, List<Score> scores) {
        Score first = scores.get(0);
        for (Score score : scores) {
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.1f | %.1f | %.1f | %.3f | %.3f | %.0f | %.3f |",
                    contest,
                    score.name(),
                    score.layout(),
                    score.milliseconds(),
                    score.least(),
                    score.cpuMilliseconds(),
                    score.ratio(),
                    score.cpuMilliseconds() / first.cpuMilliseconds(),
                    score.peakMebibytes(),
                    score.peakMebibytes() / first.peakMebibytes()));
        }
        out.flush();
    }

    List<Map<String, Object>> json(Map<Contest, List<Score>> results) {
        List<Map<String, Object>> all = new ArrayList<>();
        results.forEach((contest, scores) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("contest", contest);
            one.put("scores", scores);
            all.add(one);
        });
        return all;
    }
}
