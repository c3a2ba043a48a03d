package io.channelwise.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** Evaluation steps in ONNX Runtime, of graphs that lie in a folder as {@code MODEL.onnx}. */
final class GraphWorker {

    private GraphWorker() {}

    /** Takes the folder and, last, the words of {@link StepContest#arguments}. */
    public static void main(String[] words) throws IOException {
        StepContest contest = StepContest.parse(words);
        Path graph = Path.of(words[0]).resolve(contest.model() + ".onnx");
        RawSession session = new RawSession(graph, contest.batch(), contest.size());
        Protocol.serve(Protocol.oneByOne(session::run));
    }
}
