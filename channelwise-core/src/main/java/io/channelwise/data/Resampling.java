package io.channelwise.data;

import io.channelwise.weights.Interpolation;

/**
 * Antialiased resizing as Pillow does it: rows first, then columns, each output pixel a weighted mean of the input
 * pixels under the kernel, which widens with the factor of a reduction. Weights are 22-bit fixed point and the image
 * between the two passes is rounded to 8 bits, as Pillow rounds it.
 *
 * <p>Both passes run together: a window of resized rows, as many as the kernel is high, stays in the nearest cache, and
 * its weighted sum is a loop over ints that the compiler turns into vector instructions.
 */
final class Resampling {

    private static final int FRACTION_BITS = 22;
    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private final Image image;
    private final int firstRow;
    private final int firstColumn;
    private final Weights across;
    private final Weights down;
    private final int[][] window;

    private Resampling(Image image, Box box, int height, int width, Interpolation interpolation) {
        this.image = image;
        this.firstRow = box.firstRow();
        this.firstColumn = box.firstColumn();
        this.across = new Weights(box.left() - firstColumn, box.width(), box.columns(), width, interpolation);
        this.down = new Weights(box.top() - firstRow, box.height(), box.rows(), height, interpolation);
        this.window = new int[down.taps][width * image.channels()];
    }

    /** The whole image at another size. */
    static Image resize(Image image, int height, int width, Interpolation interpolation) {
        return resize(image, Box.whole(image), height, width, interpolation);
    }

    /** A part of an image at another size; no pixel outside the part counts. */
    static Image resize(Image image, Box box, int height, int width, Interpolation interpolation) {
        boolean same = image.height() == height && image.width() == width && box.equals(Box.whole(image));
        return same ? image : new Resampling(image, box, height, width, interpolation).resized();
    }

    private Image resized() {
        int rowLength = across.outputs * image.channels();
        byte[] out = new byte[down.outputs * rowLength];
        int[] sums = new int[rowLength];
        int ready = down.first[0];
        for (int y = 0; y < down.outputs; y++) {
            for (; ready < down.first[y] + down.taps; ready++) {
                resizeRow(ready, window[ready % down.taps]);
            }
            sumRows(y, sums);
            if (down.negative) {
                cutOff(sums);
            }
            for (int i = 0; i < rowLength; i++) {
                out[y * rowLength + i] = (byte) (sums[i] >> FRACTION_BITS);
            }
        }
        return new Image(image.channels(), down.outputs, across.outputs, out);
    }

    private void resizeRow(int row, int[] out) {
        int start = ((firstRow + row) * image.width() + firstColumn) * image.channels();
        if (image.channels() == 1) {
            resizeGrey(start, out);
            return;
        }
        switch (across.negative ? 0 : across.taps) {
            case 2 -> resizeRgbBy2(image.pixels(), start, across.first, across.values, out);
            case 3 -> resizeRgbBy3(image.pixels(), start, across.first, across.values, out);
            case 4 -> resizeRgbBy4(image.pixels(), start, across.first, across.values, out);
            default -> resizeRgb(start, out);
        }
    }

    private void resizeGrey(int start, int[] out) {
        byte[] pixels = image.pixels();
        int weight = 0;
        for (int x = 0; x < across.outputs; x++) {
            int sum = HALF;
            int at = start + across.first[x];
            for (int k = 0; k < across.taps; k++) {
                sum += (pixels[at++] & 0xFF) * across.values[weight++];
            }
            out[x] = rounded(sum);
        }
    }

    private void resizeRgb(int start, int[] out) {
        byte[] pixels = image.pixels();
        int weight = 0;
        for (int x = 0; x < across.outputs; x++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int at = start + 3 * across.first[x];
            for (int k = 0; k < across.taps; k++) {
                int value = across.values[weight++];
                red += (pixels[at] & 0xFF) * value;
                green += (pixels[at + 1] & 0xFF) * value;
                blue += (pixels[at + 2] & 0xFF) * value;
                at += 3;
            }
            out[3 * x] = rounded(red);
            out[3 * x + 1] = rounded(green);
            out[3 * x + 2] = rounded(blue);
        }
    }

    // The bilinear kernel takes 2 pixels where it enlarges, and 3 or 4 where it reduces by up to 2, as in most training
    // crops. Written out, so few of them take half of the time of a loop; as no weight is negative, no mean can leave 0
    // to
    // 255.

    private static void resizeRgbBy2(byte[] pixels, int start, int[] first, int[] values, int[] out) {
        for (int x = 0; x < first.length; x++) {
            int v0 = values[2 * x];
            int v1 = values[2 * x + 1];
            int at = start + 3 * first[x];
            for (int c = 0; c < 3; c++) {
                out[3 * x + c] =
                        (HALF + (pixels[at + c] & 0xFF) * v0 + (pixels[at + c + 3] & 0xFF) * v1) >> FRACTION_BITS;
            }
        }
    }

    private static void resizeRgbBy3(byte[] pixels, int start, int[] first, int[] values, int[] out) {
        for (int x = 0; x < first.length; x++) {
            int v0 = values[3 * x];
            int v1 = values[3 * x + 1];
            int v2 = values[3 * x + 2];
            int at = start + 3 * first[x];
            out[3 * x] = mean3(pixels, at, v0, v1, v2);
            out[3 * x + 1] = mean3(pixels, at + 1, v0, v1, v2);
            out[3 * x + 2] = mean3(pixels, at + 2, v0, v1, v2);
        }
    }

    private static int mean3(byte[] pixels, int at, int v0, int v1, int v2) {
        int sum = HALF + (pixels[at] & 0xFF) * v0 + (pixels[at + 3] & 0xFF) * v1 + (pixels[at + 6] & 0xFF) * v2;
        return sum >> FRACTION_BITS;
    }

    private static void resizeRgbBy4(byte[] pixels, int start, int[] first, int[] values, int[] out) {
        for (int x = 0; x < first.length; x++) {
            int v0 = values[4 * x];
            int v1 = values[4 * x + 1];
            int v2 = values[4 * x + 2];
            int v3 = values[4 * x + 3];
            int at = start + 3 * first[x];
            for (int c = 0; c < 3; c++) {
                out[3 * x + c] = (HALF
                                + (pixels[at + c] & 0xFF) * v0
                                + (pixels[at + c + 3] & 0xFF) * v1
                                + (pixels[at + c + 6] & 0xFF) * v2
                                + (pixels[at + c + 9] & 0xFF) * v3)
                        >> FRACTION_BITS;
            }
        }
    }

    private void sumRows(int y, int[] sums) {
        startSums(window[down.first[y] % down.taps], down.values[y * down.taps], sums);
        for (int k = 1; k < down.taps; k++) {
            int weight = down.values[y * down.taps + k];
            if (weight != 0) {
                addRow(window[(down.first[y] + k) % down.taps], weight, sums);
            }
        }
    }

    private static void startSums(int[] row, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = HALF + row[i] * weight;
        }
    }

    private static void addRow(int[] row, int weight, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += row[i] * weight;
        }
    }

    private static void cutOff(int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(0, Math.min((256 << FRACTION_BITS) - 1, sums[i]));
        }
    }

    private static int rounded(int sum) {
        return Math.max(0, Math.min(255, sum >> FRACTION_BITS));
    }

    /**
     * For each output position the first input position that counts, and the weights from there on, as many for each as the
     * kernel is wide at most. What rounding would add beyond that weighs nothing.
     */
    private static final class Weights {
        private final int outputs;
        private final int taps;
        private final int[] first;
        private final int[] values;
        private boolean negative;

        /** For a stretch of {@code length} from {@code from} on in a row of {@code inputs}. */
        Weights(double from, double length, int inputs, int outputs, Interpolation interpolation) {
            this.outputs = outputs;
            double scale = length / outputs;
            double stretch = Math.max(1, scale);
            double reach = interpolation.support() * stretch;
            taps = Math.min(inputs, (int) Math.ceil(2 * reach));
            first = new int[outputs];
            values = new int[outputs * taps];
            double[] weights = new double[taps];
            for (int i = 0; i < outputs; i++) {
                double center = from + (i + 0.5) * scale;
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
    }
}
