package io.channelwise.report;

import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a {@link Comparison} as one HTML file: results, curves over each other, the settings that differ, classes. Like a
 * run's report it opens from disk and needs no network and no other file.
 */
public final class ComparisonPage {

    private static final List<String> SCRIPTS =
            List.of("dom.js", "format.js", "tables.js", "charts.js", "comparison.js");

    private ComparisonPage() {}

    /**
     * Writes or replaces the file as a whole; missing folders are made.
     *
     * @throws IOException if the file cannot be written; an older page stays as it was then
     */
    public static void write(Comparison comparison, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, page(comparison).getBytes(StandardCharsets.UTF_8));
    }

    static String page(Comparison comparison) {
        Map<String, Object> values = Map.of(
                "count", comparison.runs().size(),
                "names", each(comparison, ComparedRun::label),
                "models", each(comparison, run -> run.history().model()),
                "data", each(comparison, run -> run.history().data()),
                "version", comparison.version(),
                "writtenIso", comparison.written().toString(),
                "written", Figures.moment(comparison.written()));
        return SelfContainedPage.fill("comparison.html", SCRIPTS, values, comparison);
    }

    private static String each(Comparison comparison, Function<ComparedRun, String> name) {
        return comparison.runs().stream().map(name).distinct().collect(Collectors.joining(", "));
    }
}
