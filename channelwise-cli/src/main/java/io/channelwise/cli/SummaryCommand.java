package io.channelwise.cli;

import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.models.Summary;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code channelwise summary MODEL}: shape, parameters and multiply-adds of each stage. */
@Command(name = "summary", description = "Show what a network computes, stage by stage.")
final class SummaryCommand implements Runnable {

    private static final int COLOUR = 3;

    @Mixin
    private Common common;

    @Parameters(paramLabel = "MODEL", description = "A name from channelwise models.")
    private String model;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Height and width of the image. Default: the model's.")
    private Integer size;

    @Option(
            names = "--channels",
            paramLabel = "1|3",
            defaultValue = "3",
            description = "Channels of the image. Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of classes. Default: ${DEFAULT-VALUE}.")
    private int classes;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        ModelEntry entry = Usage.check(spec, () -> Models.entry(model));
        Usage.check(spec, this::requireChannels);
        int pixels = size == null ? entry.imageSize() : Usage.check(spec, () -> Usage.size("--size", size));
        try (Network network = Usage.check(spec, () -> Models.uninitialized(model, channels, classes))) {
            Summary summary = Summary.of(network, pixels, pixels);
            PrintWriter out = spec.commandLine().getOut();
            if (common.json) {
                out.println(Json.line(json(summary, pixels)));
            } else {
                print(entry, summary, pixels, out);
            }
        }
    }

    private int requireChannels() {
        if (channels != 1 && channels != COLOUR) {
            throw new IllegalArgumentException(
                    "--channels: " + channels + "; allowed: 1 for grey images, 3 for colour ones");
        }
        return channels;
    }

    private Map<String, Object> json(Summary summary, int pixels) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", model);
        json.put("input", new int[] {channels, pixels, pixels});
        json.put("classes", classes);
        json.put("parameters", summary.parameters());
        json.put("macs", summary.macs());
        json.put("stages", summary.rows());
        return json;
    }

    private void print(ModelEntry entry, Summary summary, int pixels, PrintWriter out) {
        out.printf(Locale.ROOT, "%s for %d x %d x %d, %d classes%n", model, channels, pixels, pixels, classes);
        out.printf(Locale.ROOT, "%s%n%n", entry.paper());
        String format = "%-10s %-18s %14s %16s%n";
        out.printf(Locale.ROOT, format, "stage", "output", "parameters", "multiply-adds");
        for (Summary.Row row : summary.rows()) {
            String shape = row.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
            out.printf(Locale.ROOT, format, row.name(), shape, Texts.count(row.parameters()), Texts.count(row.macs()));
        }
        out.printf(Locale.ROOT, format, "total", "", Texts.count(summary.parameters()), Texts.count(summary.macs()));
    }
}
