package io.channelwise.report;

import io.channelwise.weights.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a {@link RunReport} as one HTML file: curves, confusion matrix, worst mistakes, settings and commands.
 *
 * <p>The file opens from disk, needs no network and no other file, and may be rewritten after every epoch: a browser
 * that reloads it at any moment sees a whole page. The headline numbers are plain markup and need no JavaScript.
 */
public final class HtmlReport {

    private static final List<String> SCRIPTS = List.of(
            "dom.js",
            "format.js",
            "charts.js",
            "curves.js",
            "confusion.js",
            "classes.js",
            "mistakes.js",
            "settings.js",
            "report.js");

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

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
        Map<String, Object> values = new HashMap<>();
        values.put("run", report.run());
        values.put("model", report.model());
        values.put("data", report.data());
        values.put("version", report.libraryVersion());
        values.put("startedIso", report.started().toString());
        values.put("started", DAY_AND_TIME.format(report.started()));
        values.put("finished", report.finished());
        values.put("progress", progress(report));
        values.put("doneEpochs", report.epochs().size());
        values.put("plannedEpochs", report.plannedEpochs());
        values.put("cards", cards(report));
        return SelfContainedPage.fill("report.html", SCRIPTS, values, report);
    }

    private static String progress(RunReport report) {
        int done = report.epochs().size();
        String epochs = report.plannedEpochs() == 1 ? " epoch" : " epochs";
        if (report.finished()) {
            return "Finished: " + done + epochs;
        }
        String progress = done + " of " + report.plannedEpochs() + epochs;
        if (done == 0) {
            return progress;
        }
        double left = report.seconds() / done * (report.plannedEpochs() - done);
        return progress + ", about " + Figures.duration(left) + " to go";
    }

    private static List<Map<String, String>> cards(RunReport report) {
        List<Map<String, String>> cards = new ArrayList<>();
        double top1 = report.best().map(EpochRecord::testTop1).orElse(Double.NaN);
        cards.add(card("Best top-1", Figures.percent(top1), "on the test data"));
        cards.add(card(
                "Best epoch",
                report.best().map(best -> Figures.count(best.epoch())).orElse(Figures.NONE),
                "of " + report.epochs().size() + " done"));
        cards.add(lossCard(report));
        cards.add(card("Parameters", Figures.shortCount(report.parameters()), Figures.count(report.parameters())));
        cards.add(timeCard(report));
        cards.add(card("Images per second", Figures.count(report.imagesPerSecond()), "while training"));
        return cards;
    }

    private static Map<String, String> lossCard(RunReport report) {
        double train = report.last().map(EpochRecord::trainLoss).orElse(Double.NaN);
        double test = report.last().map(EpochRecord::testLoss).orElse(Double.NaN);
        if (Double.isNaN(test)) {
            return card("Last loss", Figures.loss(train), "in training");
        }
        return card("Last loss", Figures.loss(test), "on test, " + Figures.loss(train) + " in training");
    }

    private static Map<String, String> timeCard(RunReport report) {
        int done = report.epochs().size();
        return done == 0
                ? card("Training time", Figures.NONE, "no epoch done yet")
                : card(
                        "Training time",
                        Figures.duration(report.seconds()),
                        Figures.duration(report.seconds() / done) + " an epoch");
    }

    private static Map<String, String> card(String label, String value, String note) {
        return Map.of("label", label, "value", value, "note", note);
    }
}
