package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the shapes through a graph without running it, and refuses one that takes more memory or time for an image than
 * the networks do that are exported.
 */
final class GraphBounds {

    // Of all exports, sknet29 holds the most numbers at a time for each pixel of its input (2,304), and multiplies the
    // most (4.1 million times); next is legacy_senet154 with 0.4 million.
    private static final long MOST_NUMBERS = 8_192;
    private static final long MOST_WORK = 16_000_000;

    /** Small inputs count as one of this many pixels. */
    private static final long LEAST_PIXELS = 1024;

    // However large the input: resnet152 at 4096 x 4096 pixels takes 3.9e12 multiplications and 0.8e9 numbers.
    private static final long MOST_WORK_AT_ALL = 30_000_000_000_000L;
    private static final long MOST_NUMBERS_AT_ALL = 2_000_000_000L;

    private final GraphProto graph;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private final long batch;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private long live;
    private long peak;
    private long work;

    private GraphBounds(GraphProto graph, long batch, Value input) {
        this.graph = graph;
        this.batch = batch;
        graph.getInitializerList().forEach(constant -> {
            constants.put(constant.getName(), constant);
            values.put(constant.getName(), known(constant));
        });
        values.put(graph.getInput(0).getName(), input);
    }

    /**
     * The values of a graph whose structure is sound, by name.
     *
     * @param image the input's extents without the batch
     * @throws IllegalArgumentException if an operator cannot be computed or the graph takes too much
     */
    static Map<String, Value> require(GraphProto graph, List<Long> image) {
        Map<String, Value> one = new GraphBounds(graph, 1, input(1, image)).follow(pixels(image));
        Map<String, Value> two = new GraphBounds(graph, 2, input(2, image)).follow(pixels(image));
        // Else a batch of thirty would take a thousand times as much as one image.
        one.forEach((name, value) -> {
            if (two.get(name).elements() > 2 * value.elements()) {
                throw new IllegalArgumentException(name + " grows faster than the batch");
            }
        });
        return one;
    }

    private static Value input(long batch, List<Long> image) {
        List<Long> shape = new ArrayList<>(image);
        shape.add(0, batch);
        return Value.of(shape);
    }

    /** Height times width; channels are fewer, wherever they stand. */
    private static long pixels(List<Long> image) {
        long channels = Collections.min(image);
        return Math.max(LEAST_PIXELS, Value.of(image).elements() / channels);
    }

    private static Value known(TensorProto constant) {
        boolean numbers = constant.getInt64DataCount() > 0;
        return numbers ? Value.vector(constant.getInt64DataList()) : Value.of(constant.getDimsList());
    }

    private Map<String, Value> follow(long pixels) {
        Map<String, Integer> lastUses = lastUses();
        for (int place = 0; place < graph.getNodeCount(); place++) {
            NodeProto node = graph.getNode(place);
            try {
                NodeRules.Outcome outcome = NodeRules.outcome(new KnownNode(node, values, constants));
                values.put(node.getOutput(0), outcome.value());
                count(outcome, pixels);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        node.getName() + ": " + node.getOpType() + " of " + e.getMessage(), e);
            }
            forget(node, place, lastUses);
        }
        return values;
    }

    private void count(NodeRules.Outcome outcome, long pixels) {
        live = Math.addExact(live, outcome.value().elements());
        peak = Math.max(peak, live);
        work = Math.addExact(work, outcome.work());
        long mostWork = Math.min(MOST_WORK_AT_ALL, pixels * MOST_WORK) * batch;
        long mostNumbers = Math.min(MOST_NUMBERS_AT_ALL, pixels * MOST_NUMBERS) * batch;
        if (peak > mostNumbers || work > mostWork) {
            throw new IllegalArgumentException("too much: " + peak + " numbers at a time and " + work
                    + " multiplications for " + pixels + " pixels; allowed: " + mostNumbers + " and " + mostWork);
        }
    }

    private Map<String, Integer> lastUses() {
        Map<String, Integer> lastUses = new HashMap<>();
        for (int place = 0; place < graph.getNodeCount(); place++) {
            for (String input : graph.getNode(place).getInputList()) {
                lastUses.put(input, place);
            }
        }
        return lastUses;
    }

    /** What is not read any more takes no memory. */
    private void forget(NodeProto node, int place, Map<String, Integer> lastUses) {
        Set<String> read = new HashSet<>(node.getInputList());
        read.add(node.getOutput(0));
        for (String value : read) {
            boolean made = !value.isEmpty()
                    && !constants.containsKey(value)
                    && !value.equals(graph.getInput(0).getName());
            if (made && lastUses.getOrDefault(value, place) == place) {
                live -= values.get(value).elements();
            }
        }
    }
}
