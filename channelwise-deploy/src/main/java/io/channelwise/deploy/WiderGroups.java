package io.channelwise.deploy;

import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Several narrow groups as one of a given width, the weights between them zero: exact. The zeros cost products, and save
 * more.
 */
final class WiderGroups {

    /** ONNX Runtime's blocked layout takes groups of whole blocks alone, 16 channels at most. */
    private static final long BLOCK = 16;

    /** Bytes are gathered for a matrix product group by group, half as often as for two groups of 16. */
    private static final long INT8_WIDTH = 32;

    private static final long LEAST = 4;

    private WiderGroups() {}

    /** For floats: from 4 or 8 channels to 16. */
    static void toBlocks(Graph graph) {
        apply(graph, BLOCK);
    }

    /** For bytes: from 4, 8 or 16 channels to 32. */
    static void forInt8(Graph graph) {
        apply(graph, INT8_WIDTH);
    }

    private static void apply(Graph graph, long width) {
        for (Node conv : graph.nodes("Conv")) {
            Tensor weight = graph.weights(conv, 1).orElseThrow();
            long group = (Long) conv.attributes().get("group");
            long in = weight.size(1);
            long out = weight.size(0) / group;
            long factor = width / in;
            boolean narrow = weight.dim() == 4 && in >= LEAST && in < width && width % in == 0;
            if (narrow && group % factor == 0 && out * factor % width == 0) {
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
