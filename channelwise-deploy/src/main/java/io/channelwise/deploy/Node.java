package io.channelwise.deploy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operator of a graph.
 *
 * @param op its ONNX type
 * @param inputs the values it takes, by name
 * @param output the value it makes, which also names the node
 * @param attributes by name: {@code Long}, {@code Double}, {@code String} or a list of {@code Long}
 */
record Node(String op, List<String> inputs, String output, Map<String, Object> attributes) {

    Node {
        inputs = List.copyOf(inputs);
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** The first input. */
    String input() {
        return inputs.get(0);
    }

    boolean is(String type) {
        return op.equals(type);
    }

    Node withInputs(List<String> others) {
        return new Node(op, others, output, attributes);
    }

    /** The same, taking one value in place of another. */
    Node withInput(String old, String value) {
        return withInputs(
                inputs.stream().map(input -> input.equals(old) ? value : input).toList());
    }

    Node withOutput(String other) {
        return new Node(op, inputs, other, attributes);
    }

    /** Whether it is a convolution of single pixels of one group, without stride: a matrix for each pixel. */
    boolean isPointwise() {
        return is("Conv")
                && attributes.get("kernel_shape").equals(List.of(1L, 1L))
                && attributes.get("strides").equals(List.of(1L, 1L))
                && attributes.get("pads").equals(List.of(0L, 0L, 0L, 0L))
                && attributes.get("group").equals(1L);
    }
}
