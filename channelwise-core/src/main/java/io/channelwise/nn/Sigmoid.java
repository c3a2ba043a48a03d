package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;

/** {@code 1 / (1 + exp(-x))}, any shape. */
public final class Sigmoid extends Layer implements SelfContained {

    @Override
    protected Tensor forward(Tensor x) {
        return Functions.sigmoid(x);
    }
}
