package io.channelwise.report;

import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link RunReport} as one HTML file: curves, confusion matrix, classes, calibration, worst
 * mistakes, the data's oddities, settings and commands.
 *
 * <p>The file opens from disk, needs no network and no other file, and may be rewritten after every epoch: a browser
 * that reloads it at any moment sees a whole page. The headline numbers are plain markup and need no JavaScript.
 */
public final class HtmlReport {

    private static final List<String> SCRIPTS = List.of(
            "dom.js",
            "format.js",
            "tables.js",
            "charts.js",
            "curves.js",
            "confusion.js",
            "classes.js",
            "calibration.js",
            "mistakes.js",
            "notes.js",
            "settings.js",
            "report.js");

    private HtmlReport() {}

    /**
     * Writes or replaces the file as a whole; missing folders are made.
     *
     * @throws IOException if the file cannot be written; an older report stays as it was then
     */
    public static void write(RunReport report, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(file, page(report).getBytes(StandardCharsets.UTF_8));
    }

    static String page(RunReport report) {
        RunHistory history = report.history();
        Map<String, Object> values = new HashMap<>();
        values.put("run", history.run());
        values.put("model", history.model());
        values.put("data", history.data());
        values.put("version", history.version());
        values.put("startedIso", history.started().toString());
        values.put("started", Figures.moment(history.started()));
        values.put("finished", history.finished());
        values.put("progress", progress(history));
        values.put("doneEpochs", history.epochs().size());
        values.put("plannedEpochs", history.plannedEpochs());
        values.put("cards", cards(report));
        return SelfContainedPage.fill("report.html", SCRIPTS, values, report);
    }

    private static String progress(RunHistory history) {
        int done = history.epochs().size();
        String epochs = history.plannedEpochs() == 1 ? " epoch" : " epochs";
        if (history.finished()) {
            return "Finished: " + done + epochs;
        }
        String progress = done + " of " + history.plannedEpochs() + epochs;
        if (done == 0) {
            return progress;
        }
        double left = history.seconds() / done * (history.plannedEpochs() - done);
        return progress + ", about " + Figures.duration(left) + " to go";
    }

    private static List<Map<String, String>> cards(RunReport report) {
        RunHistory history = report.history();
        List<Map<String, String>> cards = new ArrayList<>();
        double top1 = history.best().map(EpochRecord::testTop1).orElse(Double.NaN);
        cards.add(card("Best top-1", Figures.percent(top1), "on the test data"));
        cards.add(card(
                "Best epoch",
                history.best().map(best -> Figures.count(best.epoch())).orElse(Figures.NONE),
                "of " + history.epochs().size() + " done"));
        cards.add(lossCard(history));
        cards.add(parametersCard(report.tested()));
        cards.add(timeCard(history));
        cards.add(card("Images per second", Figures.count(history.imagesPerSecond()), "while training"));
        return cards;
    }

    private static Map<String, String> lossCard(RunHistory history) {
        double train = history.last().map(EpochRecord::trainLoss).orElse(Double.NaN);
        double test = history.last().map(EpochRecord::testLoss).orElse(Double.NaN);
        if (Double.isNaN(test)) {
            return card("Last loss", Figures.loss(train), "in training");
        }
        return card("Last loss", Figures.loss(test), "on test, " + Figures.loss(train) + " in training");
    }

    private static Map<String, String> parametersCard(TestedEpoch tested) {
        return tested == null
                ? card("Parameters", Figures.NONE, "nothing tested yet")
                : card("Parameters", Figures.shortCount(tested.parameters()), Figures.count(tested.parameters()));
    }

    private static Map<String, String> timeCard(RunHistory history) {
        int done = history.epochs().size();
        return done == 0
                ? card("Training time", Figures.NONE, "no epoch done yet")
                : card(
                        "Training time",
                        Figures.duration(history.seconds()),
                        Figures.duration(history.seconds() / done) + " an epoch");
    }

    private static Map<String, String> card(String label, String value, String note) {
        return Map.of("label", label, "value", value, "note", note);
    }
}
