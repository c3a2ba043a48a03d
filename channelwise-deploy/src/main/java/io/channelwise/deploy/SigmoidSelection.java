package io.channelwise.deploy;

import static org.bytedeco.pytorch.global.torch.ScalarType;

import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code softmax(z0, z1) = (sigmoid(z0 - z1), sigmoid(z1 - z0))}. Where a 1x1 convolution makes z, its weights make the
 * differences at once: {@code z0 - z1 = (W0 - W1) x + b0 - b1}.
 */
final class SigmoidSelection {

    private SigmoidSelection() {}

    static void apply(Graph graph) {
        for (Node softmax : graph.nodes("Softmax")) {
            Optional<Node> split = graph.producer(softmax.input(), "Reshape")
                    .filter(reshape -> graph.shape(reshape.output()).get(0) == 2);
            split.filter(reshape -> graph.hasOneUse(reshape.output()))
                    .flatMap(reshape -> graph.producer(reshape.input(), "Conv"))
                    .filter(conv -> conv.isPointwise() && graph.isGates(conv.output()))
                    .filter(conv -> graph.hasOneUse(conv.output()))
                    .ifPresent(conv -> select(graph, conv, softmax));
        }
    }

    private static void select(Graph graph, Node conv, Node softmax) {
        for (Node slice : graph.consumers(softmax.output())) {
            boolean first = graph.integers(slice, 1).get(0) == 0;
            Node squeeze = graph.consumers(slice.output()).get(0);
            List<Long> shape = graph.shape(squeeze.output());
            Node difference = graph.addBefore(slice, difference(graph, conv, squeeze.output(), first));
            graph.shape(difference.output(), shape);
            graph.replace(
                    squeeze, new Node("Sigmoid", List.of(difference.output()), squeeze.output(), java.util.Map.of()));
        }
        graph.prune();
    }

    private static Node difference(Graph graph, Node conv, String name, boolean first) {
        List<String> inputs = new ArrayList<>(List.of(conv.input()));
        inputs.add(graph.weights(
                name + ".weight", difference(graph.weights(conv, 1).orElseThrow(), first)));
        graph.weights(conv, 2).ifPresent(bias -> inputs.add(graph.weights(name + ".bias", difference(bias, first))));
        return Pointwise.convolution(inputs, graph.freshName(name + "/difference"));
    }

    private static Tensor difference(Tensor weights, boolean first) {
        Tensor dense = Tensors.dense(weights).to(ScalarType.Double);
        long half = dense.size(0) / 2;
        Tensor z0 = dense.narrow(0, 0, half);
        Tensor z1 = dense.narrow(0, half, half);
        return (first ? z0.sub(z1) : z1.sub(z0)).to(ScalarType.Float);
    }
}
