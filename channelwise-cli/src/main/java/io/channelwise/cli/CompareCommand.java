package io.channelwise.cli;

import io.channelwise.report.ComparedRun;
import io.channelwise.report.Comparison;
import io.channelwise.report.ComparisonPage;
import io.channelwise.report.TestScores;
import io.channelwise.runtime.IoReasons;
import io.channelwise.train.RecordedRun;
import io.channelwise.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code channelwise compare}: several runs side by side, as a table and as a page. */
@Command(
        name = "compare",
        description = "Set runs side by side: a table, and a page with their curves, the settings that differ and the "
                + "classes.")
final class CompareCommand implements Runnable {

    @Mixin
    private Common common;

    @Mixin
    private RunsDirOption runsDir;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "comparison.html",
            description = "The page. Default: ${DEFAULT-VALUE}.")
    private Path page;

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "Folders of runs, or their names in --runs-dir.")
    private List<String> words;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        List<RecordedRun> runs = words.stream()
                .map(word -> RecordedRun.find(word, runsDir.folder))
                .toList();
        Comparison comparison =
                Usage.check(spec, () -> RecordedRun.compare(runs, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        try {
            ComparisonPage.write(comparison, page);
        } catch (IOException e) {
            throw new TrainingException(page + " cannot be written: " + IoReasons.of(e), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<RunFigures> figures = runs.stream().map(RunFigures::new).toList();
        if (common.json) {
            out.println(Json.line(json(figures, comparison)));
        } else {
            print(figures, comparison, out);
        }
    }

    private Map<String, Object> json(List<RunFigures> runs, Comparison comparison) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("report", page.toString());
        json.put("runs", runs.stream().map(RunFigures::json).toList());
        json.put("settings", comparison.settings());
        return json;
    }

    private void print(List<RunFigures> runs, Comparison comparison, PrintWriter out) {
        TextTable table = new TextTable()
                .words("run")
                .numbers("epochs")
                .numbers("best top-1")
                .numbers("in epoch")
                .numbers("loss")
                .numbers("F1")
                .numbers("ECE")
                .numbers("parameters")
                .numbers("time");
        List<String> labels = comparison.runs().stream().map(ComparedRun::label).toList();
        for (int i = 0; i < runs.size(); i++) {
            table.row(row(labels.get(i), runs.get(i)));
        }
        table.print(out);
        out.printf(Locale.ROOT, "%nReport  %s%n", page);
    }

    private static String[] row(String label, RunFigures run) {
        return new String[] {
            label,
            run.epochs(),
            Texts.percent(run.top1()),
            run.bestEpoch(),
            Texts.decimal(run.score(TestScores::loss)),
            Texts.percent(run.score(TestScores::macroF1)),
            Texts.percent(run.score(scores -> scores.calibration().error())),
            run.parameters(),
            Texts.time(run.history().seconds())
        };
    }
}
