package io.channelwise.deploy;

import io.channelwise.runtime.Tensors;
import io.channelwise.weights.Preprocessing;
import java.util.List;
import java.util.Map;

/**
 * Bytes {@code [N, H, W, C]} to what the network takes, {@code (value / 255 - mean) / std} as {@code [N, C, H, W]}, as the
 * first operators of a graph.
 */
final class EmbeddedPreprocessing {

    private static final long FLOAT = 1;

    private EmbeddedPreprocessing() {}

    static void apply(Graph graph, Preprocessing preprocessing) {
        int channels = preprocessing.channels();
        float[] scale = new float[channels];
        float[] shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            double std = preprocessing.std().get(c);
            scale[c] = (float) (1 / (255 * std));
            shift[c] = (float) (-preprocessing.mean().get(c) / std);
        }
        Node first = graph.nodes().get(0);
        List<Object> perm = List.of(0L, 3L, 1L, 2L);
        Node planes = before(graph, first, "Transpose", List.of(OnnxModel.PIXELS), Map.of("perm", perm));
        Node floats = before(graph, first, "Cast", List.of(planes.output()), Map.of("to", FLOAT));
        String factors = graph.weights("preprocessing/scale", Tensors.of(scale, 1, channels, 1, 1));
        Node scaled = before(graph, first, "Mul", List.of(floats.output(), factors), Map.of());
        String shifts = graph.weights("preprocessing/shift", Tensors.of(shift, 1, channels, 1, 1));
        graph.addBefore(first, new Node("Add", List.of(scaled.output(), shifts), GraphRecorder.INPUT, Map.of()));
    }

    private static Node before(
            Graph graph, Node place, String op, List<String> inputs, Map<String, Object> attributes) {
        return graph.addBefore(place, new Node(op, inputs, graph.freshName("preprocessing/" + op), attributes));
    }
}
