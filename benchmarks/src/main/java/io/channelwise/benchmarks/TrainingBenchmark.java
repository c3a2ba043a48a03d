package io.channelwise.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Steps of training and evaluation beside PyTorch's, in one run. */
@Command(
        name = "training",
        sortOptions = false,
        description = "Times steps of training and evaluation beside PyTorch's.")
final class TrainingBenchmark implements Callable<Integer> {

    @ParentCommand
    private Benchmarks benchmarks;

    @Mixin
    private RunOptions run;

    @Mixin
    private PeerOptions peer;

    @Mixin
    private OnlyOption only;

    @Option(
            names = "--fast",
            description = "Adds this build with memory spent on speed, as train --memory fast has it.")
    private boolean fast;

    @Option(names = "--bf16", description = "Adds this build with convolutions in bfloat16.")
    private boolean bf16;

    @Option(names = "--no-compile", description = "Leaves out torch.compile, which takes minutes to begin.")
    private boolean noCompile;

    @Option(names = "--embedded", description = "Adds this build as a library in a program of its own, unlaunched.")
    private boolean embedded;

    @Option(names = "--baseline", paramLabel = "FOLDER", description = "Adds another build: the folder of its jars.")
    private Path baseline;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "Adds ours fed by its loader: folder:PATH for contests of 224 pixels, cifar10:PATH for 32.")
    private String data;

    @Option(names = "--no-peer", description = "Leaves PyTorch out.")
    private boolean noPeer;

    @Override
    public Integer call() throws IOException {
        int rounds = run.rounds();
        List<StepContest> contests = only.of(StepContest.ofTraining());
        List<Contestant> ours = ours(benchmarks.checkout());
        Peers peers = noPeer ? Peers.NONE : Peers.of(peer, benchmarks.checkout(), !noCompile);
        Map<Contest, List<Score>> results = new LinkedHashMap<>();
        ScoreTable table = new ScoreTable(run.tableOut());
        table.head();
        for (StepContest contest : contests) {
            List<Contestant> contestants = new ArrayList<>(ours);
            contestants.addAll(peers.in(contest.mode()));
            List<Score> scores = new Match(contest, contestants, rounds).play();
            table.rows(contest, scores);
            results.put(contest, scores);
        }
        run.finish(Score.json(results));
        return 0;
    }

    private List<Contestant> ours(Checkout checkout) throws IOException {
        Path launcher = checkout.launcher();
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(Contestant.launched("Channelwise", launcher, checkout.classPath(), StepWorker.class));
        if (fast) {
            contestants.add(contestants.get(0).fast());
        }
        if (bf16) {
            contestants.add(contestants.get(0).bf16());
        }
        if (data != null) {
            contestants.add(contestants.get(0).fedWith(data));
        }
        if (embedded) {
            contestants.add(Contestant.embedded("embedded", checkout.classPath()));
        }
        if (baseline != null) {
            contestants.add(Contestant.launched("baseline", launcher, checkout.classPath(baseline), StepWorker.class));
        }
        return contestants;
    }
}
