package io.channelwise.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The scores as a table in Markdown, a column for each contestant, and one for each but the first with its time over the
 * first's: by wall clock and, in brackets, by processor time.
 */
final class WideTable {

    private final PrintStream out;
    private final String unit;
    private final Function<Score, String> cell;

    /**
     * @param unit of the contestants' columns
     * @param cell what stands in them
     */
    WideTable(PrintStream out, String unit, Function<Score, String> cell) {
        this.out = out;
        this.unit = unit;
        this.cell = cell;
    }

    void head(List<Contestant> contestants) {
        String first = contestants.get(0).name();
        Stream<String> values = contestants.stream().map(Contestant::name);
        Stream<String> ratios = contestants.stream().skip(1).map(one -> "time: " + one.name() + " / " + first);
        out.println(line(unit, Stream.concat(values, ratios)));
        out.println("|---|" + "---:|".repeat(2 * contestants.size() - 1));
    }

    void row(Contest contest, List<Score> scores) {
        Stream<String> values = scores.stream().map(cell);
        Stream<String> ratios = scores.stream().skip(1).map(WideTable::ratio);
        out.println(line(contest.toString(), Stream.concat(values, ratios)));
        out.flush();
    }

    private static String ratio(Score score) {
        return String.format(Locale.ROOT, "%.2f (%.2f)", score.ratio(), score.cpuRatio());
    }

    private static String line(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
