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

    private static final int FRACTION_BITS = ResamplingWeights.FRACTION_BITS;
    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private final ResamplingWeights across;
    private final ResamplingWeights down;

    private Resampling(ResamplingWeights across, ResamplingWeights down) {
        this.across = across;
        this.down = down;
    }

    /** The whole image at another size. */
    static Image resize(Image image, int height, int width, Interpolation interpolation) {
        return resize(image, Box.whole(image), height, width, interpolation);
    }

    /** A part of an image at another size; no pixel outside the part counts. */
    static Image resize(Image image, Box box, int height, int width, Interpolation interpolation) {
        boolean same = image.height() == height && image.width() == width && box.equals(Box.whole(image));
        return same ? image : of(box, height, width, interpolation).resized(PixelRows.of(image));
    }

    /** Of a part at another size; no pixel outside the part counts. */
    static Resampling of(Box box, int height, int width, Interpolation interpolation) {
        return new Resampling(
                ResamplingWeights.ofStretch(box.left(), box.width(), width, interpolation),
                ResamplingWeights.ofStretch(box.top(), box.height(), height, interpolation));
    }

    /** Of a whole image of this size, of which a part alone is made. */
    static Resampling of(int height, int width, ResizedPart part, Interpolation interpolation) {
        return new Resampling(
                ResamplingWeights.ofPart(width, part.width(), part.left(), part.columns(), interpolation),
                ResamplingWeights.ofPart(height, part.height(), part.top(), part.rows(), interpolation));
    }

    /** The first column that counts. */
    int firstColumn() {
        return across.begin();
    }

    /** How many columns count from there on. */
    int columns() {
        return across.length();
    }

    /** The resized image. */
    Image resized(PixelRows rows) {
        int rowLength = Math.multiplyExact(across.outputs, rows.channels());
        int[][] window = new int[down.taps][rowLength];
        byte[] out = new byte[Math.multiplyExact(down.outputs, rowLength)];
        int[] sums = new int[rowLength];
        int ready = down.begin();
        for (int y = 0; y < down.outputs; y++) {
            for (; ready < down.first[y] + down.taps; ready++) {
                resizeRow(rows, ready, window[ready % down.taps]);
            }
            sumRows(window, y, sums);
            if (down.negative()) {
                cutOff(sums);
            }
            for (int i = 0; i < rowLength; i++) {
                out[y * rowLength + i] = (byte) (sums[i] >> FRACTION_BITS);
            }
        }
        return new Image(rows.channels(), down.outputs, across.outputs, out);
    }

    private void resizeRow(PixelRows rows, int row, int[] out) {
        int start = rows.fetch(row);
        byte[] pixels = rows.pixels();
        if (rows.channels() == 1) {
            resizeGrey(pixels, start, out);
            return;
        }
        switch (across.negative() ? 0 : across.taps) {
            case 2 -> resizeRgbBy2(pixels, start, across.first, across.values, out);
            case 3 -> resizeRgbBy3(pixels, start, across.first, across.values, out);
            case 4 -> resizeRgbBy4(pixels, start, across.first, across.values, out);
            default -> resizeRgb(pixels, start, out);
        }
    }

    private void resizeGrey(byte[] pixels, int start, int[] out) {
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

    private void resizeRgb(byte[] pixels, int start, int[] out) {
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

    private void sumRows(int[][] window, int y, int[] sums) {
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
}
