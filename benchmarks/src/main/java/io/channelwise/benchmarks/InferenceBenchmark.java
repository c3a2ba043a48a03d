package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.runtime.PhysicalCores;
import java.io.IOException;
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

/** Forward passes of our export beside a plain one in ONNX Runtime, our own and PyTorch's, in one run. */
@Command(
        name = "inference",
        sortOptions = false,
        description = "Times forward passes of our ONNX export, of a plain one, of libtorch and of PyTorch.")
final class InferenceBenchmark implements Callable<Integer> {

    @ParentCommand
    private Benchmarks benchmarks;

    @Mixin
    private RunOptions run;

    @Mixin
    private PeerOptions peer;

    @Mixin
    private OnlyOption only;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of an operation, on all sides. Default: the physical cores.")
    private int threads = PhysicalCores.count();

    @Option(names = "--no-compile", description = "Leaves out torch.compile, which takes minutes to begin.")
    private boolean noCompile;

    @Override
    public Integer call() throws IOException {
        int rounds = run.rounds();
        List<StepContest> contests = only.of(StepContest.ofInference());
        try (TemporaryFolder graphs = TemporaryFolder.create()) {
            List<Export> exports = exports();
            List<Contestant> contestants = contestants(exports, graphs.path());
            WideTable table = new WideTable(run.tableOut(), "ms a step (CPU ms)", InferenceBenchmark::cell);
            table.head(contestants);
            Map<Contest, List<Score>> results = new LinkedHashMap<>();
            for (Contest contest : contests) {
                for (Export export : exports) {
                    export.writeInto(graphs.path().resolve(export.name()), contest.model());
                }
                List<Score> scores = new Match(contest, contestants, rounds).play();
                table.row(contest, scores);
                results.put(contest, scores);
            }
            run.finish(Score.json(results));
        }
        return 0;
    }

    private static String cell(Score score) {
        return String.format(Locale.ROOT, "%.1f (%.1f)", score.milliseconds(), score.cpuMilliseconds());
    }

    /** The columns in ONNX Runtime; the ratios are to the first. */
    private List<Export> exports() throws IOException {
        List<Export> exports = new ArrayList<>(List.of(Export.CHOSEN, Export.PLAIN, Export.INT8));
        if (peer.has("torch.onnx", "import torch, onnxscript")) {
            exports.add(Export.byTorch(peer.python(), benchmarks.checkout().script("export.py")));
        }
        return exports;
    }

    private List<Contestant> contestants(List<Export> exports, Path graphs) throws IOException {
        Path launcher = benchmarks.checkout().launcher();
        String classPath = benchmarks.checkout().classPath();
        List<Contestant> contestants = new ArrayList<>();
        for (Export export : exports) {
            Path folder = graphs.resolve(export.name());
            contestants.add(Contestant.launched(export.name(), launcher, classPath, GraphWorker.class, folder)
                    .in(MemoryLayout.CONTIGUOUS));
        }
        contestants.add(Contestant.launched("libtorch", launcher, classPath, StepWorker.class));
        contestants.addAll(Peers.of(peer, benchmarks.checkout(), !noCompile).in(StepContest.Mode.EVALUATE));
        return contestants.stream()
                .map(one -> one.threads(run.positive("--threads", threads)))
                .toList();
    }
}
