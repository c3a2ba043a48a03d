package io.channelwise.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** The parts as a table in Markdown, a row for each as they come. */
final class PartTable {

    private final PrintStream out;

    PartTable(PrintStream out) {
        this.out = out;
    }

    void head() {
        out.println("| part | size | ms a call | least | greatest |");
        out.println("|---|---|---:|---:|---:|");
    }

    void row(PartScore score) {
        out.println(String.format(
                Locale.ROOT,
                "| %s | %s | %.3f | %.3f | %.3f |",
                score.part(),
                score.size(),
                score.milliseconds(),
                score.least(),
                score.greatest()));
        out.flush();
    }
}
