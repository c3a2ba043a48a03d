package io.channelwise.nn;

import io.channelwise.runtime.Scope;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * Layers in a row that are computed as one where nothing but the output is wanted, in evaluation without gradients and
 * listeners: a convolution, its batch norm, and the ReLU after them.
 */
final class Fusion {

    private Fusion() {}

    /** How many layers from {@code i} on become one for this input; 1 where none do. */
    static int length(List<? extends Layer> layers, int i, Tensor x) {
        if (!isPair(layers, i) || GradMode.is_enabled() || Listening.isOn()) {
            return 1;
        } else if (PackedConvolution.takes(x)) {
            return i + 2 < layers.size() && layers.get(i + 2) instanceof ReLU ? 3 : 2;
        }
        // Folding at every call saves a pass over the activation for one over the kernels.
        return x.numel() > ((Conv2d) layers.get(i)).weight().numel() ? 2 : 1;
    }

    private static boolean isPair(List<? extends Layer> layers, int i) {
        return i + 1 < layers.size()
                && layers.get(i) instanceof Conv2d conv
                && layers.get(i + 1) instanceof BatchNorm2d norm
                && !conv.isTraining()
                && !norm.isTraining();
    }

    /** The output of such layers. */
    static Tensor call(List<? extends Layer> layers, Tensor x) {
        Conv2d conv = (Conv2d) layers.get(0);
        BatchNorm2d norm = (BatchNorm2d) layers.get(1);
        Arguments.images(conv, x, conv.options().in());
        if (PackedConvolution.takes(x)) {
            return conv.packed(norm, x.shape()).call(x, layers.size() == 3);
        }
        try (Scope scope = new Scope()) {
            Folding folded = Folding.of(conv, norm);
            return scope.keep(conv.convolve(x, folded.kernels(), folded.shifts()));
        }
    }
}
