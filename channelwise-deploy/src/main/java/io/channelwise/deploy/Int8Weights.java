package io.channelwise.deploy;

/**
 * The weights and the bias of a convolution or linear layer as integers, each output channel with a scale of its own:
 * {@code w = scale[c] * q} with q from -127 to 127, and {@code b = inputScale * scale[c] * q} in 32 bits, the unit in
 * which the products add up.
 *
 * @param values of the weights, the output channel first, as the floats were
 * @param scales one for each output channel
 * @param bias one for each output channel; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // carried into the graph; never compared
record Int8Weights(byte[] values, float[] scales, int[] bias) {

    private static final int LARGEST = 127;

    /** Half of what 32 bits hold is the bias's, the other half the sum's to which it is added. */
    private static final double LARGEST_BIAS = 1 << 30;

    /** Quantises row-major weights and their bias, which may be empty, for an input of this scale. */
    static Int8Weights of(float[] weights, float[] bias, int channels, float inputScale) {
        int length = weights.length / channels;
        byte[] values = new byte[weights.length];
        float[] scales = new float[channels];
        int[] biases = new int[bias.length];
        for (int c = 0; c < channels; c++) {
            float b = bias.length == 0 ? 0 : bias[c];
            scales[c] = scale(weights, c * length, length, b, inputScale);
            for (int i = c * length; i < (c + 1) * length; i++) {
                values[i] = quantize(weights[i], scales[c]);
            }
            if (bias.length > 0) {
                biases[c] = (int) Math.rint(b / (inputScale * scales[c]));
            }
        }
        return new Int8Weights(values, scales, biases);
    }

    /** The largest weight is 127, unless the bias would then not fit, as in a channel that training has emptied. */
    private static float scale(float[] weights, int from, int length, float bias, float inputScale) {
        double largest = 0;
        for (int i = from; i < from + length; i++) {
            largest = Math.max(largest, Math.abs(weights[i]));
        }
        float scale = (float) Math.max(largest / LARGEST, Math.abs(bias) / (inputScale * LARGEST_BIAS));
        return scale < Float.MIN_NORMAL ? 1 : scale;
    }

    private static byte quantize(float weight, float scale) {
        return (byte) Math.max(-LARGEST, Math.min(LARGEST, Math.rint(weight / scale)));
    }
}
