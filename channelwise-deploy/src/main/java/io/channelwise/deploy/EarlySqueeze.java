package io.channelwise.deploy;

import static org.bytedeco.pytorch.global.torch.ScalarType;

import io.channelwise.runtime.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code avg(W x + b) = W avg(x) + b}: the average after a 1x1 convolution is that convolution of its input's average.
 * Where another 1x1 convolution follows, {@code W2 (W avg(x) + b) + b2}, both become one.
 */
final class EarlySqueeze {

    private EarlySqueeze() {}

    static void apply(Graph graph) {
        for (Node squeeze : graph.nodes("GlobalAveragePool")) {
            Optional<Node> conv = graph.producer(squeeze.input(), "Conv").filter(Node::isPointwise);
            List<Node> excite = graph.consumers(squeeze.output());
            if (conv.isPresent() && excite.size() == 1 && excite.get(0).isPointwise()) {
                pull(graph, conv.get(), squeeze, excite.get(0));
            }
        }
    }

    private static void pull(Graph graph, Node conv, Node squeeze, Node excite) {
        Tensor w1 = matrix(graph.weights(conv, 1));
        Tensor w2 = matrix(graph.weights(excite, 1));
        Tensor product = w2.matmul(w1);
        Optional<Tensor> passed = graph.weights(conv, 2).map(b -> w2.matmul(doubles(b)));
        Optional<Tensor> bias = sum(passed, graph.weights(excite, 2).map(EarlySqueeze::doubles));
        String w = graph.weights(
                excite.output() + ".weight",
                product.view(product.size(0), product.size(1), 1, 1).to(ScalarType.Float));
        List<String> inputs = bias.map(b ->
                        List.of(squeeze.output(), w, graph.weights(excite.output() + ".bias", b.to(ScalarType.Float))))
                .orElse(List.of(squeeze.output(), w));
        graph.replace(squeeze, squeeze.withInputs(List.of(conv.input())));
        graph.shape(squeeze.output(), List.of(w1.size(1), 1L, 1L));
        graph.replace(excite, Pointwise.convolution(inputs, excite.output()));
        graph.prune();
    }

    private static Optional<Tensor> sum(Optional<Tensor> a, Optional<Tensor> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(a.get().add(b.get())) : a.or(() -> b);
    }

    private static Tensor matrix(Optional<Tensor> weight) {
        Tensor dense = doubles(weight.orElseThrow());
        return dense.view(dense.size(0), dense.size(1));
    }

    private static Tensor doubles(Tensor tensor) {
        return Tensors.dense(tensor).to(ScalarType.Double);
    }
}
