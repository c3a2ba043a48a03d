package io.channelwise.deploy;

import io.channelwise.runtime.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Every n-th pixel with channels of zeros added, as a strided 1x1 convolution whose weights are ones where a channel
 * goes and zeros elsewhere: exact, and it stays in the blocked layout that padding leaves.
 */
final class ConvolutionalShortcuts {

    private ConvolutionalShortcuts() {}

    static void apply(Graph graph) {
        for (Node pad : graph.nodes("Pad")) {
            Optional<Node> subsample = graph.producer(pad.input(), "MaxPool")
                    .filter(pool -> pool.attributes().get("kernel_shape").equals(List.of(1L, 1L)))
                    .filter(pool -> graph.hasOneUse(pool.output()));
            Object strides =
                    subsample.map(pool -> pool.attributes().get("strides")).orElse(List.of(1L, 1L));
            String value = subsample.map(Node::input).orElse(pad.input());
            replace(graph, pad, value, strides);
        }
        graph.prune();
    }

    private static void replace(Graph graph, Node pad, String value, Object strides) {
        int in = graph.shape(pad.input()).get(0).intValue();
        int out = graph.shape(pad.output()).get(0).intValue();
        int before = graph.integers(pad, 1).get(1).intValue();
        String weight = graph.weights(pad.output() + ".weight", placing(in, out, before));
        Node plain = Pointwise.convolution(List.of(value, weight), pad.output());
        Map<String, Object> strided = new HashMap<>(plain.attributes());
        strided.put("strides", strides);
        graph.replace(pad, new Node("Conv", plain.inputs(), plain.output(), strided));
    }

    /** {@code [out, in, 1, 1]}: channel i goes to channel before + i. */
    private static Tensor placing(int in, int out, int before) {
        float[] values = new float[out * in];
        for (int i = 0; i < in; i++) {
            values[(before + i) * in + i] = 1;
        }
        return Tensors.of(values, out, in, 1, 1);
    }
}
