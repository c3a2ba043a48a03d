package io.channelwise.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.GradMode;

/**
 * Layers that may change places. The greatest of rectified values is the greatest value rectified, and so is its gradient:
 * ReLU after max pooling has a fraction of the pixels to pass over, forward and backward.
 */
final class Commutation {

    private Commutation() {}

    /** The layers in the order that costs least; without gradients ReLU is part of the convolution before it. */
    static List<? extends Layer> cheapest(List<? extends Layer> layers) {
        if (!GradMode.is_enabled() || Listening.isOn()) {
            return layers;
        }
        List<Layer> order = new ArrayList<>(layers);
        for (int i = 0; i + 1 < order.size(); i++) {
            if (order.get(i) instanceof ReLU && order.get(i + 1) instanceof MaxPool2d) {
                Collections.swap(order, i, i + 1);
            }
        }
        return order;
    }
}
