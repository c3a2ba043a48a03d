package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;

/** {@code max(x, 0)}, any shape. */
public final class ReLU extends Layer implements SelfContained {

    private final boolean inPlace;

    /** Leaves its input as it is. */
    public ReLU() {
        this(false);
    }

    private ReLU(boolean inPlace) {
        this.inPlace = inPlace;
    }

    /** Writes over its input, which saves the memory and the pass over it where nothing else needs that input. */
    public static ReLU inPlace() {
        return new ReLU(true);
    }

    @Override
    protected Tensor forward(Tensor x) {
        return inPlace ? Functions.reluInPlace(x) : Functions.relu(x);
    }
}
