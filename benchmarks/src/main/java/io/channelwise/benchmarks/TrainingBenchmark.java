package io.channelwise.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Steps of training and evaluation beside PyTorch's, in one run. */
@Command(
        name = "benchmarks/run training",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Times steps of training and evaluation beside PyTorch's. The two take turns.")
final class TrainingBenchmark implements Callable<Integer> {

    private static final int ROUNDS = 10;
    private static final int QUICK_ROUNDS = 3;

    @Option(names = "--quick", description = "Three rounds instead of ten, to see that all runs.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of each side. Default: 10.")
    private Integer rounds;

    @Option(names = "--only", paramLabel = "WORD", description = "Contests whose name holds the word, \"train se_\".")
    private String only = "";

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description = "A Python with PyTorch. Default: $PEER_PYTHON, or python3.")
    private String python = System.getenv().getOrDefault("PEER_PYTHON", "python3");

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

    @Option(names = "--json", description = "Prints one JSON value in place of the table.")
    private boolean json;

    @Option(names = "--home", hidden = true, required = true)
    private Path home;

    public static void main(String[] args) {
        System.exit(new CommandLine(new TrainingBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<Contestant> contestants = contestants();
        Map<Contest, List<Score>> results = new LinkedHashMap<>();
        ScoreTable table = new ScoreTable(json ? System.err : System.out);
        table.head();
        for (Contest contest : Contest.all()) {
            if (contest.toString().contains(only)) {
                List<Score> scores = new Match(contest, contestants, rounds()).play();
                table.rows(contest, scores);
                results.put(contest, scores);
            }
        }
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(table.json(results)));
        }
        return 0;
    }

    private int rounds() {
        if (rounds != null) {
            return rounds;
        }
        return quick ? QUICK_ROUNDS : ROUNDS;
    }

    private List<Contestant> contestants() throws IOException {
        Path launcher = home.resolve("channelwise");
        String ours = home.resolve("benchmarks/target/benchmarks.jar") + File.pathSeparator;
        String libraries = home.resolve("channelwise-cli/target/lib") + File.separator + "*";
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(Contestant.launched("Channelwise", launcher, ours + libraries));
        if (data != null) {
            contestants.add(contestants.get(0).fedWith(data));
        }
        if (embedded) {
            contestants.add(Contestant.embedded("embedded", ours + libraries));
        }
        if (baseline != null) {
            contestants.add(Contestant.launched("baseline", launcher, ours + baseline + File.separator + "*"));
        }
        Contestant peer = Contestant.peer(python, home.resolve("benchmarks/python/peer.py"));
        if (!noPeer && hasTorch()) {
            contestants.add(peer);
        }
        return contestants;
    }

    private boolean hasTorch() throws IOException {
        try {
            Process check = new ProcessBuilder(python, "-c", "import torch; torch.optim.SGD")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (check.onExit().join().exitValue() == 0) {
                return true;
            }
        } catch (IOException noSuchProgram) {
            // Said below in words that help more.
        }
        System.err.println("PyTorch is left out: " + python
                + " has none; benchmarks/README.md says how to install it. Name another Python with --python.");
        return false;
    }
}
