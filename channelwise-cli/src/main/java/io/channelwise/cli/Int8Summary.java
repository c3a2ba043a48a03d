package io.channelwise.cli;

import io.channelwise.deploy.Int8Report;
import io.channelwise.deploy.LayerLoss;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** An int8 report as {@code export --int8} prints it. */
final class Int8Summary {

    private static final int MOST_LAYERS = 5;

    private Int8Summary() {}

    static void print(Int8Report report, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s: %s, %s on %s images of %s%n%n",
                report.file(),
                report.model(),
                report.calibration().method(),
                Texts.count(report.calibration().images()),
                report.calibration().data());
        TextTable sides = new TextTable()
                .words("")
                .numbers("top-1")
                .numbers("top-5")
                .numbers("size")
                .numbers("one image");
        row(sides, "float32", report.float32());
        row(sides, "int8", report.int8());
        sides.print(out);
        out.printf(
                Locale.ROOT,
                "%s images of %s; %s%n%n",
                Texts.count(report.images()),
                report.data(),
                Texts.plural(report.int8().threads(), "thread"));
        TextTable layers = new TextTable().words("loses most").words("operator").numbers("logits, dB over error");
        report.layers().stream().limit(MOST_LAYERS).forEach(layer -> row(layers, layer));
        layers.print(out);
        out.println("Each alone in int8; all are in " + Int8Report.beside(Path.of(report.file())));
    }

    private static void row(TextTable table, String name, Int8Report.Side side) {
        table.row(
                name,
                Texts.percent(side.top1()),
                Texts.percent(side.top5()),
                Texts.megabytes(side.bytes()),
                String.format(Locale.ROOT, "%.2f ms", side.milliseconds()));
    }

    private static void row(TextTable table, LayerLoss layer) {
        String decibels =
                Double.isFinite(layer.decibels()) ? String.format(Locale.ROOT, "%.1f", layer.decibels()) : Texts.NONE;
        table.row(layer.layer(), layer.operator(), decibels);
    }
}
