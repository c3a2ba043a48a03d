package io.channelwise.deploy;

import io.channelwise.runtime.Tensors;
import java.util.List;

/**
 * Gates {@code [N, C, 1, 1]} repeated to {@code [N, C, H, W]} before they scale. ONNX Runtime multiplies only equal shapes
 * in its blocked layout; for others it brings both factors, the sum after them and the shortcut to plain layout and back.
 */
final class ResizedGates {

    private ResizedGates() {}

    static void apply(Graph graph) {
        for (Node product : graph.nodes("Mul")) {
            List<Long> extent = graph.shape(product.output());
            if (extent.size() == 3 && extent.get(1) * extent.get(2) > 1) {
                product.inputs().stream()
                        .filter(graph::isGates)
                        .forEach(gates -> resize(graph, product, gates, extent));
            }
        }
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
