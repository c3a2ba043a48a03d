package io.channelwise.cli;

import io.channelwise.train.RunList;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code channelwise runs}: what has been trained. */
@Command(
        name = "runs",
        description = "List the runs and how far they came. A folder that is no readable run is named on stderr.")
final class RunsCommand implements Runnable {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Mixin
    private Common common;

    @Mixin
    private RunsDirOption runsDir;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            defaultValue = "begun",
            description = "begun (the newest first), top1 (the best first), name or time (the longest first). "
                    + "Default: ${DEFAULT-VALUE}.")
    private Order order;

    @Spec
    private CommandSpec spec;

    /** What the list is sorted by. */
    enum Order {
        BEGUN(Comparator.comparing((RunFigures run) -> run.history().started()).reversed()),
        TOP1(Comparator.comparingDouble((RunFigures run) -> Double.isNaN(run.top1()) ? -1 : run.top1())
                .reversed()),
        NAME(Comparator.comparing((RunFigures run) -> run.run().name())),
        TIME(Comparator.comparingDouble((RunFigures run) -> run.history().seconds())
                .reversed());

        private final Comparator<RunFigures> comparator;

        Order(Comparator<RunFigures> comparator) {
            this.comparator = comparator;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void run() {
        RunList list = RunList.read(runsDir.folder);
        PrintWriter err = spec.commandLine().getErr();
        list.broken().forEach(line -> err.println("channelwise: " + Failures.oneLine(line)));
        List<RunFigures> runs = list.runs().stream()
                .map(RunFigures::new)
                .sorted(order.comparator)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.println(Json.line(runs.stream().map(RunFigures::json).toList()));
        } else if (runs.isEmpty()) {
            err.println("no run in " + runsDir.folder);
        } else {
            print(runs, out);
        }
    }

    private static void print(List<RunFigures> runs, PrintWriter out) {
        TextTable table = new TextTable()
                .words("run")
                .words("model")
                .words("data")
                .numbers("epochs")
                .numbers("best top-1")
                .numbers("in epoch")
                .numbers("parameters")
                .numbers("time")
                .words("begun")
                .words("state");
        runs.forEach(run -> table.row(
                run.run().name(),
                run.history().model(),
                run.data(),
                run.epochs(),
                Texts.percent(run.top1()),
                run.bestEpoch(),
                run.parameters(),
                Texts.time(run.history().seconds()),
                MINUTE.format(run.history().started()),
                run.state()));
        table.print(out);
    }
}
