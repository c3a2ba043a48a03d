package io.channelwise.deploy;

/** Which part of a channel attention is computed in int8. Sigmoid and softmax never are. */
public enum Gates {
    /** None: pooling, excitation and the product of gates and channels are in float32. */
    FLOAT,
    /** The product alone. */
    PRODUCT,
    /** Pooling, the convolutions of the excitation, and the product. */
    INT8
}
