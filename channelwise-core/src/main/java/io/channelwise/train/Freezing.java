package io.channelwise.train;

import io.channelwise.models.Network;
import io.channelwise.nn.Arguments;
import io.channelwise.nn.BatchNorm2d;
import io.channelwise.nn.Layer;
import io.channelwise.runtime.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.bytedeco.pytorch.Tensor;

/**
 * Parts of a network that fine-tuning leaves as they are, to the last bit: their parameters have no gradients, and their
 * layers stay in evaluation mode, so that batch norms neither use nor move with the statistics of a batch.
 *
 * <p>The parts are {@code stem}, the stages by name, {@code body} for all but the head, and {@code norms} for all batch
 * norms.
 */
final class Freezing {

    private static final String STEM = "stem";
    private static final String BODY = "body";
    private static final String NORMS = "norms";

    private final Network network;
    private final Map<String, Layer> frozen = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if the network has no such part */
    Freezing(Network network, List<String> parts) {
        this.network = network;
        for (String part : parts) {
            BiPredicate<String, Layer> belongs = layersOf(part);
            network.layers().forEach((path, layer) -> {
                if (!path.isEmpty() && belongs.test(path, layer)) {
                    frozen.put(path, layer);
                }
            });
        }
    }

    private BiPredicate<String, Layer> layersOf(String part) {
        requireKnown(part);
        return switch (part) {
            case STEM -> (path, layer) -> stem().contains(topOf(path));
            case BODY -> (path, layer) -> !topOf(path).equals(network.headName());
            case NORMS -> (path, layer) -> layer instanceof BatchNorm2d;
            default -> (path, layer) -> topOf(path).equals(part);
        };
    }

    private void requireKnown(String part) {
        List<String> known = new ArrayList<>(List.of(STEM));
        known.addAll(network.stageNames());
        known.addAll(List.of(BODY, NORMS));
        Arguments.require(known.contains(part), "freeze", part, String.join(", ", known));
    }

    /** The network's children before its first stage. */
    private List<String> stem() {
        List<String> children = List.copyOf(network.children().keySet());
        return children.subList(0, children.indexOf(network.stageNames().get(0)));
    }

    private static String topOf(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** The parameters that train, by key; from now on, backward passes leave gradients on these alone. */
    Map<String, Tensor> trainable() {
        Map<String, Tensor> trainable = new LinkedHashMap<>();
        try (Scope scope = new Scope()) {
            network.parameters().forEach((key, parameter) -> {
                boolean trains = !frozen.containsKey(key.substring(0, key.lastIndexOf('.')));
                parameter.set_requires_grad(trains);
                if (trains) {
                    trainable.put(key, parameter);
                }
            });
        }
        return trainable;
    }

    /** Sets training mode where the network trains. */
    void train() {
        network.train(true);
        frozen.values().forEach(Layer::eval);
    }
}
