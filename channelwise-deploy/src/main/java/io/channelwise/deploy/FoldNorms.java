package io.channelwise.deploy;

import static org.bytedeco.pytorch.global.torch.ScalarType;

import io.channelwise.runtime.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code bn(conv(x))} as one convolution: with {@code s = gamma / sqrt(variance + epsilon)} its weights are {@code s W} and
 * its bias {@code s (b - mean) + beta}, computed in double.
 */
final class FoldNorms {

    private FoldNorms() {}

    static void apply(Graph graph) {
        for (Node norm : graph.nodes("BatchNormalization")) {
            graph.producer(norm.input(), "Conv")
                    .filter(conv -> graph.hasOneUse(conv.output()))
                    .filter(conv -> graph.shape(conv.output()).size() == 3)
                    .ifPresent(conv -> fold(graph, conv, norm));
        }
    }

    private static void fold(Graph graph, Node conv, Node norm) {
        Tensor weight = doubles(graph.weights(conv, 1));
        Tensor variance = doubles(graph.weights(norm, 4))
                .add(new Scalar((double) norm.attributes().get("epsilon")));
        Tensor scale = doubles(graph.weights(norm, 1)).div(variance.sqrt());
        Tensor mean = doubles(graph.weights(norm, 3));
        Tensor centred = graph.weights(conv, 2).isPresent()
                ? doubles(graph.weights(conv, 2)).sub(mean)
                : mean.neg();
        Tensor bias = scale.mul(centred).add(doubles(graph.weights(norm, 2)));
        String w = graph.weights(norm.output() + ".weight", floats(weight.mul(scale.view(-1, 1, 1, 1))));
        String b = graph.weights(norm.output() + ".bias", floats(bias));
        graph.replace(norm, new Node("Conv", List.of(conv.input(), w, b), norm.output(), conv.attributes()));
        graph.prune();
    }

    private static Tensor doubles(Optional<Tensor> weights) {
        return Tensors.dense(weights.orElseThrow()).to(ScalarType.Double);
    }

    private static Tensor floats(Tensor tensor) {
        return tensor.to(ScalarType.Float);
    }
}
