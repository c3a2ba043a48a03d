package io.channelwise.cli;

import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.models.Summary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code channelwise models}: the registry as a table, counted from the networks themselves. */
@Command(
        name = "models",
        description =
                "List the networks, with parameters and multiply-adds; or the weights that their authors publish.")
final class ModelsCommand implements Runnable {

    private static final int COLOUR = 3;

    @Mixin
    private Common common;

    @Option(
            names = "--pretrained",
            description = "List the published weights that train, evaluate and predict take by --pretrained.")
    private boolean pretrained;

    @Spec
    private CommandSpec spec;

    private record Row(String name, long parameters, long macs, int size, int classes, String paper) {}

    @Override
    public void run() {
        if (pretrained) {
            listPretrained();
            return;
        }
        List<Row> rows = Models.entries().stream().map(ModelsCommand::row).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.println(Json.line(rows));
        } else {
            print(rows, out);
        }
    }

    private void listPretrained() {
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.println(PretrainedList.json());
        } else {
            PretrainedList.print(out);
        }
    }

    /** Large networks are counted with ImageNet's classes, small ones with CIFAR-10's. */
    private static Row row(ModelEntry entry) {
        int classes = entry.imageSize() > 32 ? 1000 : 10;
        try (Network network = Models.uninitialized(entry.name(), COLOUR, classes)) {
            Summary summary = Summary.of(network, entry.imageSize(), entry.imageSize());
            return new Row(
                    entry.name(), summary.parameters(), summary.macs(), entry.imageSize(), classes, entry.paper());
        }
    }

    private static void print(List<Row> rows, PrintWriter out) {
        int longest = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        String format = "%-" + longest + "s %12s %14s %5s  %s%n";
        out.printf(Locale.ROOT, format, "name", "parameters", "multiply-adds", "size", "paper");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    format,
                    row.name,
                    Texts.count(row.parameters),
                    Texts.scaled(row.macs),
                    row.size,
                    row.paper);
        }
        out.println();
        out.println("Counted for one colour image of that size; 1000 classes, or 10 at size 32.");
    }
}
