package io.channelwise.data;

import io.channelwise.weights.Interpolation;

/**
 * Antialiased resizing as Pillow does it: rows first, then columns, each output pixel a weighted mean of the input
 * pixels under the kernel, which widens with the factor of a reduction. Weights are 22-bit fixed point and the image
 * between the two passes is rounded to 8 bits, as Pillow rounds it.
 */
final class Resampling {

    private static final int FRACTION_BITS = 22;
    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private Resampling() {}

    static Image resize(Image image, int height, int width, Interpolation interpolation) {
        Image wide =
                image.width() == width ? image : resizeRows(image, new Weights(image.width(), width, interpolation));
        return wide.height() == height ? wide : resizeColumns(wide, new Weights(image.height(), height, interpolation));
    }

    private static Image resizeRows(Image image, Weights weights) {
        int channels = image.channels();
        int width = weights.outputs();
        byte[] out = new byte[image.height() * width * channels];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                int source = (y * image.width() + weights.first[x]) * channels;
                for (int c = 0; c < channels; c++) {
                    out[(y * width + x) * channels + c] = mean(image.pixels(), source + c, channels, weights.of[x]);
                }
            }
        }
        return new Image(channels, image.height(), width, out);
    }

    private static Image resizeColumns(Image image, Weights weights) {
        int rowBytes = image.width() * image.channels();
        byte[] out = new byte[weights.outputs() * rowBytes];
        for (int y = 0; y < weights.outputs(); y++) {
            int source = weights.first[y] * rowBytes;
            for (int i = 0; i < rowBytes; i++) {
                out[y * rowBytes + i] = mean(image.pixels(), source + i, rowBytes, weights.of[y]);
            }
        }
        return new Image(image.channels(), weights.outputs(), image.width(), out);
    }

    private static byte mean(byte[] pixels, int from, int step, int[] weights) {
        int sum = HALF;
        int at = from;
        for (int weight : weights) {
            sum += (pixels[at] & 0xFF) * weight;
            at += step;
        }
        return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
    }

    /** For each output position the first input position that counts, and the weights from there on. */
    private static final class Weights {
        private final int[] first;
        private final int[][] of;

        Weights(int inputs, int outputs, Interpolation interpolation) {
            first = new int[outputs];
            of = new int[outputs][];
            double scale = (double) inputs / outputs;
            double stretch = Math.max(1, scale);
            double reach = interpolation.support() * stretch;
            for (int i = 0; i < outputs; i++) {
                double center = (i + 0.5) * scale;
                first[i] = Math.max(0, (int) (center - reach + 0.5));
                int end = Math.min(inputs, (int) (center + reach + 0.5));
                double[] weights = new double[end - first[i]];
                for (int k = 0; k < weights.length; k++) {
                    weights[k] = interpolation.weight((first[i] + k + 0.5 - center) / stretch);
                }
                of[i] = fixedPoint(weights);
            }
        }

        int outputs() {
            return first.length;
        }

        private static int[] fixedPoint(double[] weights) {
            double sum = 0;
            for (double weight : weights) {
                sum += weight;
            }
            int[] fixed = new int[weights.length];
            for (int k = 0; k < weights.length; k++) {
                fixed[k] = (int) Math.rint(weights[k] / sum * (1 << FRACTION_BITS));
            }
            return fixed;
        }
    }
}
