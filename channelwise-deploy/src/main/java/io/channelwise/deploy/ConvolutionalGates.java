package io.channelwise.deploy;

import io.channelwise.runtime.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code reshape(linear(flatten(x)))} of pooled channels {@code [N, C, 1, 1]}, with element-wise functions between, as 1x1
 * convolutions of them.
 */
final class ConvolutionalGates {

    private ConvolutionalGates() {}

    static void apply(Graph graph) {
        for (Node last : graph.nodes("Reshape")) {
            if (graph.isGates(last.output())) {
                chainBefore(graph, last).ifPresent(chain -> lift(graph, chain, last));
            }
        }
    }

    /** The steps from a flattening of pooled channels, which comes first, up to the last reshape, which is left out. */
    private static Optional<Deque<Node>> chainBefore(Graph graph, Node last) {
        Deque<Node> chain = new ArrayDeque<>();
        String value = last.input();
        while (graph.hasOneUse(value)) {
            Optional<Node> step = graph.producer(value);
            if (step.isEmpty() || graph.shape(value).size() != 1) {
                return Optional.empty();
            }
            chain.push(step.get());
            value = step.get().input();
            if (step.get().is("Reshape")) {
                return graph.isGates(value) && chain.size() > 1 ? Optional.of(chain) : Optional.empty();
            } else if (!List.of("Gemm", "Relu", "Sigmoid").contains(step.get().op())) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static void lift(Graph graph, Deque<Node> chain, Node last) {
        String value = chain.pop().input();
        for (Node step : chain) {
            List<Long> shape = List.of(graph.shape(step.output()).get(0), 1L, 1L);
            Node lifted = step.is("Gemm") ? convolution(graph, step, value) : step.withInputs(List.of(value));
            value = graph.replace(step, lifted).output();
            graph.shape(value, shape);
        }
        graph.useInstead(last.output(), value);
        graph.prune();
    }

    private static Node convolution(Graph graph, Node gemm, String value) {
        List<String> inputs = new ArrayList<>(gemm.inputs());
        Tensor weight = Tensors.dense(graph.weights(gemm, 1).orElseThrow());
        inputs.set(0, value);
        inputs.set(1, graph.weights(gemm.inputs().get(1), weight.view(weight.size(0), weight.size(1), 1, 1)));
        return Pointwise.convolution(inputs, gemm.output());
    }
}
