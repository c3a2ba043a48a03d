package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * Arithmetic as a layer of its own, as PyTorch's {@code FloatFunctional}: in a network that is to be quantised each sum
 * and product has a place in the tree at which the range of its values is observed. In float it is plain arithmetic.
 */
public final class FloatFunctional extends Layer {

    /** {@code a + b}; extents of 1 broadcast. */
    public Tensor add(Tensor a, Tensor b) {
        return Functions.add(a, b);
    }

    /** {@code a * b}; extents of 1 broadcast. */
    public Tensor mul(Tensor a, Tensor b) {
        return Functions.multiply(a, b);
    }

    /** {@code max(a + b, 0)}; extents of 1 broadcast. */
    public Tensor addRelu(Tensor a, Tensor b) {
        return Functions.addRelu(a, b);
    }

    @Override
    protected Tensor forward(Tensor x) {
        throw new UnsupportedOperationException("FloatFunctional has no forward: use add, mul or addRelu");
    }
}
