package io.channelwise.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The scores as a table in Markdown, a row for each contestant, contest by contest as they come. */
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
                    score.cpuRatio(),
                    score.peakMebibytes(),
                    score.peakMebibytes() / first.peakMebibytes()));
        }
        out.flush();
    }
}
