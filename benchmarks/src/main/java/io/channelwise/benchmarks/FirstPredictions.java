package io.channelwise.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** {@code channelwise predict} as a whole process, with one photograph: from a graph and from a checkpoint. */
final class FirstPredictions {

    private static final String CACHE = "CHANNELWISE_CACHE";

    /** Where the weights come from. */
    private enum Source {
        GRAPH("NAME.onnx"),
        EXPORTED_BEFORE("a checkpoint that was used before"),
        NEVER_EXPORTED("a checkpoint at its first use");

        private final String words;

        Source(String words) {
            this.words = words;
        }
    }

    private final Path launcher;
    private final PredictorFiles files;

    FirstPredictions(Path launcher, PredictorFiles files) {
        this.launcher = launcher;
        this.files = files;
    }

    /** The medians of each source; they take turns, in an order that turns round, after one round for the caches. */
    Map<String, WholeProcess> measure(int rounds) throws IOException {
        Map<Source, List<WholeProcess>> runs = new LinkedHashMap<>();
        for (Source source : Source.values()) {
            run(source);
            runs.put(source, new ArrayList<>());
        }
        List<Source> order = new ArrayList<>(runs.keySet());
        for (int round = 0; round < rounds; round++) {
            for (Source source : order) {
                runs.get(source).add(run(source));
            }
            Collections.reverse(order);
        }
        Map<String, WholeProcess> medians = new LinkedHashMap<>();
        runs.forEach((source, all) -> medians.put(source.words, median(all)));
        return medians;
    }

    private WholeProcess run(Source source) throws IOException {
        Path cache = files.folder().resolve(source == Source.NEVER_EXPORTED ? "empty-cache" : "cache");
        if (source == Source.NEVER_EXPORTED) {
            TemporaryFolder.delete(cache);
        }
        Path weights = source == Source.GRAPH ? files.graph() : files.checkpoint();
        List<String> command = List.of(
                launcher.toString(),
                "predict",
                "--weights",
                weights.toString(),
                files.photo().toString());
        return WholeProcess.run(command, Map.of(CACHE, cache.toString()));
    }

    private static WholeProcess median(List<WholeProcess> runs) {
        return new WholeProcess(
                median(runs, WholeProcess::milliseconds),
                median(runs, WholeProcess::cpuMilliseconds),
                median(runs, WholeProcess::peakMebibytes));
    }

    private static double median(List<WholeProcess> runs, ToDoubleFunction<WholeProcess> figure) {
        return Median.of(runs.stream().mapToDouble(figure).toArray());
    }
}
