package io.channelwise.data;

import io.channelwise.weights.Interpolation;

/**
 * Along one side of an image, for each output position the first input position that counts, and the weights from there
 * on, as many for each as the kernel is wide at most. What rounding would add beyond that weighs nothing.
 */
final class ResamplingWeights {

    static final int FRACTION_BITS = 22;

    final int outputs;
    final int taps;
    final int[] first;
    final int[] values;
    private boolean negative;

    /** Of a stretch of {@code length} from {@code from} on, of which no more than the positions it touches counts. */
    static ResamplingWeights ofStretch(double from, double length, int outputs, Interpolation interpolation) {
        int origin = (int) Math.floor(from);
        int inputs = (int) Math.ceil(from + length) - origin;
        ResamplingWeights weights =
                new ResamplingWeights(from - origin, length, inputs, outputs, 0, outputs, interpolation);
        for (int i = 0; i < outputs; i++) {
            weights.first[i] += origin;
        }
        return weights;
    }

    /** Of all {@code inputs}, of which there would be {@code whole} outputs; only some of them, from one on, are wanted. */
    static ResamplingWeights ofPart(int inputs, long whole, long from, int outputs, Interpolation interpolation) {
        return new ResamplingWeights(0, inputs, inputs, whole, from, outputs, interpolation);
    }

    private ResamplingWeights(
            double from,
            double length,
            int inputs,
            long whole,
            long firstOutput,
            int outputs,
            Interpolation interpolation) {
        this.outputs = outputs;
        double scale = length / whole;
        double stretch = Math.max(1, scale);
        double reach = interpolation.support() * stretch;
        taps = Math.min(inputs, (int) Math.ceil(2 * reach));
        first = new int[outputs];
        values = new int[Math.multiplyExact(outputs, taps)];
        double[] weights = new double[taps];
        for (int i = 0; i < outputs; i++) {
            double center = from + (firstOutput + i + 0.5) * scale;
            int begin = Math.max(0, (int) (center - reach + 0.5));
            int end = Math.min(inputs, (int) (center + reach + 0.5));
            first[i] = Math.min(begin, inputs - taps);
            for (int k = 0; k < taps; k++) {
                int at = first[i] + k;
                weights[k] = at < begin || at >= end ? 0 : interpolation.weight((at + 0.5 - center) / stretch);
            }
            putFixedPoint(weights, i * taps);
        }
    }

    private void putFixedPoint(double[] weights, int offset) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int k = 0; k < weights.length; k++) {
            int value = (int) Math.rint(weights[k] / sum * (1 << FRACTION_BITS));
            values[offset + k] = value;
            negative |= value < 0;
        }
    }

    /** Whether a weighted mean can leave 0 to 255. */
    boolean negative() {
        return negative;
    }

    /** The first input position that counts for any output. */
    int begin() {
        return first[0];
    }

    /** How many input positions count from there on. */
    int length() {
        return first[outputs - 1] + taps - first[0];
    }
}
