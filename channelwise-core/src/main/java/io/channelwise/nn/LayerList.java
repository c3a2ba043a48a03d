package io.channelwise.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** Layers side by side, named {@code 0}, {@code 1}, ... as PyTorch's {@code nn.ModuleList}; its owner calls them. */
public final class LayerList extends Layer implements SelfContained {

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

    /** The output of each layer for its own input; as many inputs as layers. */
    public List<Tensor> callEach(List<Tensor> inputs) {
        Arguments.require(inputs.size() == layers.size(), "inputs", inputs.size(), layers.size() + ", one a layer");
        return IntStream.range(0, layers.size())
                .mapToObj(i -> layers.get(i).call(inputs.get(i)))
                .toList();
    }

    @Override
    protected Tensor forward(Tensor x) {
        throw new UnsupportedOperationException("A LayerList has no forward of its own: use callEach");
    }
}
