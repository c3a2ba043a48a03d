package io.channelwise.nn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Layers that are called one after the other, and may be called in another way while nobody listens. */
final class Row {

    private Row() {}

    /** The calls that cost least for the same output. */
    static List<? extends Layer> cheapest(List<? extends Layer> layers) {
        if (Listening.isOn()) {
            return layers;
        }
        return GradMode.is_enabled() ? poolingFirst(layers) : flat(layers).toList();
    }

    /** Whether nobody but the row has an intermediate, so that the next layer may write over it; never one of autocast's. */
    static boolean isOwn(Tensor x) {
        return !GradMode.is_enabled()
                && !Listening.isOn()
                && x.scalar_type().intern() == ScalarType.Float
                && x.referenceCount() == 1
                && x.use_count() == 1
                && x.storage().use_count() == 1;
    }

    /**
     * The greatest of rectified values is the greatest value rectified, and so is its gradient: ReLU after max pooling has a
     * fraction of the pixels to pass over, forward and backward. Without gradients it is part of the convolution before it.
     */
    private static List<Layer> poolingFirst(List<? extends Layer> layers) {
        List<Layer> order = new ArrayList<>(layers);
        for (int i = 0; i + 1 < order.size(); i++) {
            if (order.get(i) instanceof ReLU && order.get(i + 1) instanceof MaxPool2d) {
                Collections.swap(order, i, i + 1);
            }
        }
        return order;
    }

    /** A row inside a row would keep its input until its end, which is of no use after the first of its layers. */
    private static Stream<? extends Layer> flat(Collection<? extends Layer> layers) {
        return layers.stream()
                .flatMap(layer ->
                        layer instanceof Sequential ? flat(layer.children().values()) : Stream.of(layer));
    }
}
