package io.channelwise.deploy;

import io.channelwise.runtime.Tensors;
import java.util.List;

/**
 * Gates {@code [N, C, 1, 1]} repeated to {@code [N, C, H, W]} before they scale. ONNX Runtime multiplies only equal shapes
 * in its blocked layout; for others it brings both factors, the sum after them and the shortcut to plain layout and back.
 * The branches of a selective kernel meet no shortcut, and to repeat their gates costs more than the plain layout.
 */
final class ResizedGates {

    private ResizedGates() {}

    static void apply(Graph graph) {
        List<Node> products = graph.nodes("Mul").stream()
                .filter(product -> !isSelected(graph, product))
                .toList();
        for (Node product : products) {
            List<Long> extent = graph.shape(product.output());
            if (extent.size() == 3 && extent.get(1) * extent.get(2) > 1) {
                product.inputs().stream()
                        .filter(graph::isGates)
                        .forEach(gates -> resize(graph, product, gates, extent));
            }
        }
    }

    /** Whether it is summed with products with gates alone, as a branch is. */
    private static boolean isSelected(Graph graph, Node product) {
        return graph.consumers(product.output()).stream()
                .anyMatch(sum -> sum.is("Add") && isOfGatedTerms(graph, sum.output()));
    }

    private static boolean isOfGatedTerms(Graph graph, String value) {
        return graph.producer(value)
                .filter(node -> node.is("Mul")
                        ? node.inputs().stream().anyMatch(graph::isGates)
                        : node.is("Add") && node.inputs().stream().allMatch(term -> isOfGatedTerms(graph, term)))
                .isPresent();
    }

    private static void resize(Graph graph, Node product, String gates, List<Long> extent) {
        float[] factors = {1, 1, extent.get(1), extent.get(2)};
        String name = graph.freshName(product.output() + "/gates");
        String scales = graph.weights(name + "/scales", Tensors.of(factors, 4));
        graph.addBefore(product, new Node("Resize", List.of(gates, "", scales), name, Nearest.ATTRIBUTES));
        graph.shape(name, extent);
        graph.replace(
                product,
                product.withInputs(product.inputs().stream()
                        .map(input -> input.equals(gates) ? name : input)
                        .toList()));
    }
}
