package io.channelwise.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code avg(a + b) = avg(a) + avg(b)}, where nothing else needs the sum. */
final class BranchwiseSqueeze {

    private BranchwiseSqueeze() {}

    static void apply(Graph graph) {
        for (Node squeeze : graph.nodes("GlobalAveragePool")) {
            graph.producer(squeeze.input(), "Add")
                    .filter(sum -> graph.hasOneUse(sum.output()))
                    .filter(sum -> sum.inputs().stream()
                            .allMatch(term -> graph.shape(term).equals(graph.shape(sum.output()))))
                    .ifPresent(sum -> split(graph, sum, squeeze));
        }
    }

    private static void split(Graph graph, Node sum, Node squeeze) {
        List<String> averages = new ArrayList<>();
        for (String term : sum.inputs()) {
            String name = graph.freshName(squeeze.output() + "/branch");
            Node average = graph.addBefore(squeeze, new Node("GlobalAveragePool", List.of(term), name, Map.of()));
            graph.shape(average.output(), graph.shape(squeeze.output()));
            averages.add(average.output());
        }
        graph.replace(squeeze, new Node("Add", averages, squeeze.output(), Map.of()));
        graph.prune();
    }
}
