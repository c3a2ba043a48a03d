package io.channelwise.deploy;

/**
 * Which part of a channel attention is in int8. On SE-ResNet-50 at 224 pixels, two threads of an AVX-512 VNNI processor
 * and one image, float32 took 95 ms, and int8 with each of these 70, 54 and 63 ms; on a trained se_resnet20 the logits of
 * {@link #FLOAT} and {@link #PRODUCT} were 37.2 and 37.1 dB above their error.
 */
public enum Gates {
    /** None: pooling, excitation and the product of gates and channels are in float32. */
    FLOAT,
    /** The product alone. */
    PRODUCT,
    /** Pooling, the convolutions of the excitation, and the product; ONNX Runtime then takes the sigmoid of bytes too. */
    INT8
}
