package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What a first prediction costs, and how many a second there are after it. */
@Command(
        name = "predictor",
        sortOptions = false,
        description = "Times the first prediction of a process, and predictions by several threads.")
final class PredictorBenchmark implements Callable<Integer> {

    private static final List<Integer> CALLERS = List.of(1, 2, 8);

    @ParentCommand
    private Benchmarks benchmarks;

    @Mixin
    private RunOptions run;

    @Option(names = "--model", paramLabel = "NAME", description = "A network for 224x224. Default: se_resnet50.")
    private String model = "se_resnet50";

    @Override
    public Integer call() throws IOException {
        int rounds = run.rounds();
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            PredictorFiles files = PredictorFiles.make(folder.path(), model);
            Map<String, Object> results = new LinkedHashMap<>();
            results.put("first", firstPredictions(files, rounds));
            run.tableOut().println();
            results.put("calls", Score.json(calls(files, rounds)));
            run.finish(results);
        }
        return 0;
    }

    private Map<String, WholeProcess> firstPredictions(PredictorFiles files, int rounds) throws IOException {
        Path launcher = benchmarks.checkout().launcher();
        Map<String, WholeProcess> medians = new FirstPredictions(launcher, files).measure(rounds);
        PrintStream out = run.tableOut();
        out.println("| channelwise predict, " + model + " | ms to the first prediction | CPU ms | peak MiB |");
        out.println("|---|---:|---:|---:|");
        medians.forEach((name, one) -> out.println(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f |",
                name,
                one.milliseconds(),
                one.cpuMilliseconds(),
                one.peakMebibytes())));
        return medians;
    }

    private Map<Contest, List<Score>> calls(PredictorFiles files, int rounds) throws IOException {
        List<Contestant> contestants = contestants(files.folder());
        WideTable table = new WideTable(run.tableOut(), "predictions a second (CPU ms each)", PredictorBenchmark::cell);
        table.head(contestants);
        Map<Contest, List<Score>> results = new LinkedHashMap<>();
        for (int callers : CALLERS) {
            Contest contest = new CallContest(model, callers);
            List<Score> scores = new Match(contest, contestants, rounds).play();
            table.row(contest, scores);
            results.put(contest, scores);
        }
        return results;
    }

    private static String cell(Score score) {
        return String.format(Locale.ROOT, "%.1f (%.1f)", 1000 / score.milliseconds(), score.cpuMilliseconds());
    }

    private List<Contestant> contestants(Path folder) throws IOException {
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(contestant("OrtSession", CallWorker.Call.SESSION, folder));
        contestants.add(contestant("Predictor, decoded image", CallWorker.Call.IMAGE, folder));
        contestants.add(contestant("Predictor, JPEG", CallWorker.Call.FILE, folder));
        return contestants;
    }

    private Contestant contestant(String name, CallWorker.Call call, Path folder) throws IOException {
        Checkout checkout = benchmarks.checkout();
        return Contestant.launched(name, checkout.launcher(), checkout.classPath(), CallWorker.class, call, folder)
                .in(MemoryLayout.CONTIGUOUS);
    }
}
