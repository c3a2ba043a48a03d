package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Sets values to zero at random and scales the rest by {@code 1 / (1 - rate)}, any shape (Srivastava et al. 2014). In
 * evaluation mode the input passes as it is.
 */
public final class Dropout extends Layer implements SelfContained {

    private final double rate;

    /** The share of the values that is dropped, from 0 to 1. Which ones is drawn from libtorch's global generator. */
    public Dropout(double rate) {
        this.rate = Arguments.between("rate", rate, 0, 1);
    }

    @Override
    protected Tensor forward(Tensor x) {
        if (!isTraining()) {
            return x;
        }
        Tensor y = torch.dropout(Listening.read(Operation.Dropout.class, x), rate, true);
        return Listening.heard(new Operation.Dropout(x, rate, y));
    }

    @Override
    public String toString() {
        return "Dropout(" + rate + ")";
    }
}
