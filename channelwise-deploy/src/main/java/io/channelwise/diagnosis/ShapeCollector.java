package io.channelwise.diagnosis;

import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Operation;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Lists the layers of a network by listening to its forward pass.
 *
 * <p>Extents above {@value #LARGEST} become {@value #LARGEST}: code is chosen by channels and kernels, and of larger maps
 * there is only more of the same.
 */
final class ShapeCollector implements ForwardListener {

    /** Stages three and four of a network for 224 pixels stay as they are. */
    static final int LARGEST = 14;

    private static final int COLOUR = 3;
    private static final int CLASSES = 1000;

    private final Set<LayerShape> shapes = new LinkedHashSet<>();

    private ShapeCollector() {}

    /** The distinct shapes of the network of this name for images of its own size. */
    static Set<LayerShape> of(String model) {
        ModelEntry entry = Models.entry(model);
        ShapeCollector collector = new ShapeCollector();
        try (Network network = Models.uninitialized(model, COLOUR, CLASSES);
                Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            network.eval();
            // No image at all: shapes flow through the very same operations, and nothing is multiplied.
            Tensor none = Tensors.empty(0, COLOUR, entry.imageSize(), entry.imageSize());
            ForwardListener.listen(collector, () -> network.call(none));
        }
        return collector.shapes;
    }

    @Override
    public void operation(Operation operation) {
        if (operation instanceof Operation.Convolution conv) {
            shapes.add(new LayerShape.Convolution(conv.options(), extent(conv.input(), 2), extent(conv.input(), 3)));
        } else if (operation instanceof Operation.Convolution1d conv) {
            shapes.add(new LayerShape.Convolution1d(conv.options(), size(conv.input(), 2)));
        } else if (operation instanceof Operation.Dense dense) {
            shapes.add(new LayerShape.Dense(size(dense.weight(), 1), size(dense.weight(), 0), dense.bias() != null));
        } else if (operation instanceof Operation.BatchNorm norm) {
            Tensor x = norm.input();
            shapes.add(new LayerShape.Norm(size(x, 1), extent(x, 2), extent(x, 3)));
        } else if (operation instanceof Operation.Pool pool) {
            shapes.add(pool(pool));
        } else if (operation instanceof Operation.AdaptivePool pool) {
            Tensor x = pool.input();
            shapes.add(new LayerShape.AdaptivePool(
                    pool.reduce(), size(x, 1), pool.height(), pool.width(), extent(x, 2), extent(x, 3)));
        }
    }

    private static LayerShape pool(Operation.Pool pool) {
        Tensor x = pool.input();
        return new LayerShape.Pool(
                pool.reduce(),
                size(x, 1),
                pool.kernel(),
                pool.stride(),
                pool.padding(),
                pool.ceil(),
                extent(x, 2),
                extent(x, 3));
    }

    private static int extent(Tensor tensor, int dimension) {
        return Math.min(LARGEST, size(tensor, dimension));
    }

    private static int size(Tensor tensor, int dimension) {
        return Math.toIntExact(tensor.size(dimension));
    }
}
