package io.channelwise.deploy;

import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Several groups of 4 or 8 channels as one of 16, the weights between them zero: exact. ONNX Runtime's blocked layout
 * takes groups of whole blocks alone, 16 channels at most; the zeros cost up to four times the products, and save more.
 */
final class WiderGroups {

    private static final long BLOCK = 16;
    private static final long LEAST = 4;

    private WiderGroups() {}

    static void apply(Graph graph) {
        for (Node conv : graph.nodes("Conv")) {
            Tensor weight = graph.weights(conv, 1).orElseThrow();
            long group = (Long) conv.attributes().get("group");
            long in = weight.size(1);
            long out = weight.size(0) / group;
            long factor = BLOCK / in;
            boolean narrow = weight.dim() == 4 && in >= LEAST && in < BLOCK && BLOCK % in == 0;
            if (narrow && group % factor == 0 && out * factor % BLOCK == 0) {
                widen(graph, conv, weight, group / factor, factor);
            }
        }
        graph.prune();
    }

    private static void widen(Graph graph, Node conv, Tensor weight, long groups, long factor) {
        List<String> inputs = new ArrayList<>(conv.inputs());
        inputs.set(1, graph.weights(inputs.get(1), spread(Tensors.dense(weight), groups, factor)));
        Map<String, Object> attributes = new HashMap<>(conv.attributes());
        attributes.put("group", groups);
        graph.replace(conv, new Node("Conv", inputs, conv.output(), attributes));
    }

    /** {@code [out, in, k, k]} to {@code [out, factor * in, k, k]}, each group's weights where its channels are now. */
    private static Tensor spread(Tensor weight, long groups, long factor) {
        long out = weight.size(0) / (groups * factor);
        long in = weight.size(1);
        long kernel = weight.size(2) * weight.size(3);
        Tensor source = weight.view(groups, factor, out, in, kernel);
        Tensor wide = Tensors.empty(weight.size(0), factor * in, weight.size(2), weight.size(3));
        wide.zero_();
        Tensor target = wide.view(groups, factor, out, factor, in, kernel);
        for (long i = 0; i < factor; i++) {
            target.select(1, i).select(2, i).copy_(source.select(1, i));
        }
        return wide;
    }
}
