package io.channelwise.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Layers one after the other, named {@code 0}, {@code 1}, ... as PyTorch's {@code nn.Sequential}; none is the identity. */
public final class Sequential extends Layer {

    private final List<Layer> layers;

    private Sequential(List<? extends Layer> layers) {
        this.layers = List.copyOf(layers);
        for (int i = 0; i < this.layers.size(); i++) {
            child(String.valueOf(i), this.layers.get(i));
        }
    }

    /** The layers in the order of their application. */
    public static Sequential of(Layer... layers) {
        return new Sequential(List.of(layers));
    }

    /** The layers in the order of their application. */
    public static Sequential of(List<? extends Layer> layers) {
        return new Sequential(layers);
    }

    @Override
    protected Tensor forward(Tensor x) {
        return through(x, layers);
    }
}
