package io.channelwise.deploy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Operators in an order in which they can run, the constants they take, and the shapes of their values without the
 * batch. Rewrites change it before it is written; a graph has one input and one output.
 */
final class Graph {

    static final String OUTPUT = "logits";

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>(Set.of(OUTPUT));

    /** The same operators, constants and shapes, to be changed apart. */
    Graph copy() {
        Graph copy = new Graph();
        copy.nodes.addAll(nodes);
        copy.constants.putAll(constants);
        copy.shapes.putAll(shapes);
        copy.taken.addAll(taken);
        return copy;
    }

    /** The operators as they are now. */
    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** The operators of a type as they are now. */
    List<Node> nodes(String op) {
        return nodes.stream().filter(node -> node.is(op)).toList();
    }

    Map<String, Constant> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /** The name, or that with a number if it is taken. */
    String freshName(String wish) {
        String name = wish;
        for (int i = 1; !taken.add(name); i++) {
            name = wish + "_" + i;
        }
        return name;
    }

    Node add(Node node) {
        nodes.add(node);
        return node;
    }

    /** Puts an operator before another one. */
    Node addBefore(Node place, Node node) {
        nodes.add(nodes.indexOf(place), node);
        return node;
    }

    /** Puts an operator right after the one that makes a value, or first, if the value is the input. */
    void addAfter(String value, Node node) {
        nodes.add(producer(value).map(maker -> nodes.indexOf(maker) + 1).orElse(0), node);
    }

    /** Puts an operator in the place of another. */
    Node replace(Node old, Node node) {
        nodes.set(nodes.indexOf(old), node);
        return node;
    }

    /** Lets all that takes one value take another, which has the same meaning. */
    void useInstead(String old, String value) {
        nodes.replaceAll(node -> node.inputs().contains(old) ? node.withInput(old, value) : node);
    }

    /** Names the output. */
    void finish(String output) {
        useInstead(output, OUTPUT);
        nodes.replaceAll(node -> node.output().equals(output) ? node.withOutput(OUTPUT) : node);
        shape(OUTPUT, shape(output));
    }

    /** Forgets the operators and constants that do not lead to the output. */
    void prune() {
        Set<String> used = new HashSet<>(Set.of(OUTPUT));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (used.contains(nodes.get(i).output())) {
                used.addAll(nodes.get(i).inputs());
            } else {
                nodes.remove(i);
            }
        }
        constants.keySet().retainAll(used);
    }

    /** The operator that makes a value, unless it is the input or a constant. */
    Optional<Node> producer(String value) {
        return nodes.stream().filter(node -> node.output().equals(value)).findFirst();
    }

    /** The operator of a type that makes a value, if it does. */
    Optional<Node> producer(String value, String op) {
        return producer(value).filter(node -> node.is(op));
    }

    /** The operators that take a value. */
    List<Node> consumers(String value) {
        return nodes.stream().filter(node -> node.inputs().contains(value)).toList();
    }

    /** Whether one operator alone takes a value. */
    boolean hasOneUse(String value) {
        return consumers(value).size() == 1 && !value.equals(OUTPUT);
    }

    /** Adds a constant under this name or one like it, and returns the name. */
    String constant(String wish, Constant constant) {
        String name = freshName(wish);
        constants.put(name, constant);
        return name;
    }

    String integers(String wish, Long... values) {
        return constant(wish, new Constant.Integers(List.of(values)));
    }

    String weights(String wish, Tensor tensor) {
        return constant(wish, new Constant.Weights(tensor));
    }

    /** The floats of an operator's input, if it has that input and it is a constant. */
    Optional<Tensor> weights(Node node, int input) {
        return node.inputs().size() > input
                        && constants.get(node.inputs().get(input)) instanceof Constant.Weights weights
                ? Optional.of(weights.tensor())
                : Optional.empty();
    }

    /** The integers of a constant. */
    List<Long> integers(Node node, int input) {
        return ((Constant.Integers) constants.get(node.inputs().get(input))).values();
    }

    /** The shape of a value without the batch, for the size of the input at which it was recorded. */
    List<Long> shape(String value) {
        return shapes.getOrDefault(value, List.of());
    }

    void shape(String value, List<Long> shape) {
        shapes.put(value, shape);
    }

    /** Whether a value is one number a channel, {@code [N, C, 1, 1]}. */
    boolean isGates(String value) {
        List<Long> shape = shape(value);
        return shape.size() == 3 && shape.get(1) == 1 && shape.get(2) == 1;
    }
}
