package io.channelwise.deploy;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which operators of a graph are computed in int8, and which tensors are bytes between them. */
final class Int8Placement {

    /** Operators after which a value is one vector an image, or one map: what is made of them alone are gates. */
    private static final Set<String> POOLING = Set.of("GlobalAveragePool", "GlobalMaxPool", "ReduceMean", "ReduceMax");

    private final Graph graph;
    private final Gates gates;
    private final Set<String> pooled = new HashSet<>();
    private final Set<String> operators = new LinkedHashSet<>();
    private final Set<String> made = new LinkedHashSet<>();

    private Int8Placement(Graph graph, Gates gates) {
        this.graph = graph;
        this.gates = gates;
        graph.nodes().forEach(this::place);
    }

    /** All that gains by it. */
    static Int8Placement of(Graph graph, Gates gates) {
        return new Int8Placement(graph, gates);
    }

    /** The operators in int8, named by their outputs, in the order in which they run. */
    List<String> operators() {
        return List.copyOf(operators);
    }

    private void place(Node node) {
        if (isPooled(node)) {
            pooled.add(node.output());
        }
        if (isInt8(node)) {
            operators.add(node.output());
            made.add(result(graph, node));
        }
    }

    private boolean isPooled(Node node) {
        return POOLING.contains(node.op()) || values(node).stream().allMatch(pooled::contains);
    }

    private boolean isInt8(Node node) {
        return switch (node.op()) {
            case "Conv" ->
                graph.weights(node, 1).isPresent()
                        && graph.shape(node.output()).size() == 3
                        && (!pooled.contains(node.output()) || gates == Gates.INT8);
            case "Gemm" ->
                graph.weights(node, 1).isPresent() && (node.output().equals(Graph.OUTPUT) || gates == Gates.INT8);
            case "GlobalAveragePool" -> gates != Gates.FLOAT && isSqueeze(node);
            case "Mul" -> gates != Gates.FLOAT && isProduct(node);
            case "Add" -> !pooled.contains(node.output()) && made.containsAll(node.inputs());
            case "AveragePool", "MaxPool" -> made.contains(node.input());
            default -> false;
        };
    }

    /** Whether it is the average of bytes for its own sake; one that a deviation subtracts stays exact. */
    private boolean isSqueeze(Node node) {
        return made.contains(node.input())
                && graph.consumers(node.output()).stream().noneMatch(next -> next.is("Sub"));
    }

    /** Whether it scales channels by gates. */
    private boolean isProduct(Node node) {
        return !pooled.contains(node.output())
                && node.inputs().stream().anyMatch(pooled::contains)
                && node.inputs().stream().anyMatch(made::contains);
    }

    private List<String> values(Node node) {
        return node.inputs().stream()
                .filter(input -> !input.isEmpty() && !graph.constants().containsKey(input))
                .toList();
    }

    /** What an operator in int8 writes: a ReLU after it costs nothing, as it is a matter of what is saturated. */
    static String result(Graph graph, Node node) {
        return relu(graph, node).map(Node::output).orElse(node.output());
    }

    private static Optional<Node> relu(Graph graph, Node node) {
        return graph.hasOneUse(node.output())
                ? graph.consumers(node.output()).stream()
                        .filter(next -> next.is("Relu"))
                        .findFirst()
                : Optional.empty();
    }
}
