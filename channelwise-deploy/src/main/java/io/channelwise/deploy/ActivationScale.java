package io.channelwise.deploy;

import io.channelwise.quantization.ActivationRange;

/**
 * Numbers of one tensor as bytes 0 to 255, {@code x = scale * (q - zeroPoint)}, in the arithmetic of ONNX's
 * {@code QuantizeLinear} and {@code DequantizeLinear}. Zero is exact, so padding and ReLU are too.
 *
 * @param scale the distance of two neighbours, above 0
 * @param zeroPoint the byte of 0, 0 to 255
 */
record ActivationScale(float scale, int zeroPoint) {

    private static final int LAST = 255;

    /** For numbers from the least to the largest, as training rounds them; 0 is taken into them. */
    static ActivationScale of(double least, double largest) {
        ActivationRange range = new ActivationRange((float) least, (float) largest);
        return new ActivationScale(range.scale(), range.zero());
    }

    /** The nearest byte; halves go to the even one, and what lies outside to the first or the last. */
    int quantize(float x) {
        return saturate(Math.rint(x / scale) + zeroPoint);
    }

    float dequantize(int q) {
        return scale * (q - zeroPoint);
    }

    private static int saturate(double q) {
        return (int) Math.max(0, Math.min(LAST, q));
    }
}
