package io.channelwise.nn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Layers one after the other, named {@code 0}, {@code 1}, ... as PyTorch's {@code nn.Sequential}, or by names of their
 * own; none is the identity.
 */
public final class Sequential extends Layer implements SelfContained {

    private final List<Layer> layers;

    private Sequential(Map<String, ? extends Layer> layers) {
        this.layers = List.copyOf(layers.values());
        layers.forEach(this::child);
    }

    /** The layers in the order of their application. */
    public static Sequential of(Layer... layers) {
        return of(List.of(layers));
    }

    /** The layers in the order of their application. */
    public static Sequential of(List<? extends Layer> layers) {
        Map<String, Layer> numbered = new LinkedHashMap<>();
        layers.forEach(layer -> numbered.put(String.valueOf(numbered.size()), layer));
        return new Sequential(numbered);
    }

    /** The layers by name, in the order of the map and of their application. */
    public static Sequential named(Map<String, ? extends Layer> layers) {
        return new Sequential(layers);
    }

    @Override
    protected Tensor forward(Tensor x) {
        return through(x, layers);
    }
}
