package io.channelwise.cli;

import io.channelwise.deploy.ExportCache;
import io.channelwise.runtime.NativeLibraries;
import io.channelwise.weights.CachedFiles;
import io.channelwise.weights.WeightsCache;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code channelwise cache}: what is kept between calls, and where. */
@Command(
        name = "cache",
        description = "Show what is kept between calls: weights and data sets that were downloaded, checkpoints that "
                + "predict has exported, and native libraries that were unpacked. With --clear they are removed; what is needed again "
                + "is made or downloaded again.")
final class CacheCommand implements Runnable {

    @Mixin
    private Common common;

    @Option(
            names = "--clear",
            arity = "0..1",
            fallbackValue = "all",
            paramLabel = "KIND",
            description =
                    "Remove it all, or only weights, datasets, exports or natives. Not while another command runs.")
    private Kind clear;

    @Spec
    private CommandSpec spec;

    /** What a cache holds. */
    enum Kind {
        WEIGHTS,
        DATASETS,
        EXPORTS,
        NATIVES,
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Path folder() {
            return switch (this) {
                case WEIGHTS -> WeightsCache.standard().folder();
                case DATASETS -> WeightsCache.standard().folder().resolveSibling("datasets");
                case EXPORTS -> ExportCache.standard().folder();
                default -> NativeLibraries.folder();
            };
        }
    }

    private record Row(Kind kind, Path folder, CachedFiles.Size size, boolean removed) {}

    @Override
    public void run() {
        List<Row> rows = new ArrayList<>();
        for (Kind kind : List.of(Kind.WEIGHTS, Kind.DATASETS, Kind.EXPORTS, Kind.NATIVES)) {
            CachedFiles files = new CachedFiles(kind.folder());
            boolean remove = clear == kind || clear == Kind.ALL;
            rows.add(new Row(kind, files.folder(), remove ? files.clear() : files.size(), remove));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.println(Json.line(rows.stream().map(CacheCommand::json).toList()));
        } else {
            print(rows, out);
        }
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", row.kind.toString());
        json.put("folder", row.folder.toString());
        json.put("files", row.size.files());
        json.put("bytes", row.size.bytes());
        json.put("bound", row.kind == Kind.EXPORTS ? ExportCache.standard().mostBytes() : null);
        json.put("removed", row.removed);
        return json;
    }

    private static void print(List<Row> rows, PrintWriter out) {
        TextTable table = new TextTable()
                .words("kind")
                .numbers("files")
                .numbers("size")
                .words("")
                .words("folder");
        for (Row row : rows) {
            table.row(
                    row.kind.toString(),
                    Texts.count(row.size.files()),
                    Texts.megabytes(row.size.bytes()),
                    row.removed ? "removed" : "",
                    row.folder.toString());
        }
        table.print(out);
        out.println();
        out.printf(
                Locale.ROOT,
                "Exports are kept up to %s in all, the latest used; %s says how many megabytes.%n",
                Texts.megabytes(ExportCache.standard().mostBytes()),
                ExportCache.BOUND);
    }
}
