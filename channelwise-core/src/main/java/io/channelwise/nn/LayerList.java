package io.channelwise.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Layers side by side, named {@code 0}, {@code 1}, ... as PyTorch's {@code nn.ModuleList}; its owner calls them. */
public final class LayerList extends Layer {

    private final List<Layer> layers;

    /** The layers in order. */
    public LayerList(List<? extends Layer> layers) {
        this.layers = List.copyOf(layers);
        for (int i = 0; i < this.layers.size(); i++) {
            child(String.valueOf(i), this.layers.get(i));
        }
    }

    /** The output of each layer for the same input. */
    public List<Tensor> callEach(Tensor x) {
        return layers.stream().map(layer -> layer.call(x)).toList();
    }

    @Override
    protected Tensor forward(Tensor x) {
        throw new UnsupportedOperationException("A LayerList has no forward of its own: use callEach");
    }
}
