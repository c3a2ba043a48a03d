package io.channelwise.data;

import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Operations that look up every 8-bit value in a table, as Pillow's {@code ImageOps} defines them. */
final class Levels {

    private static final int LEVELS = 256;

    private Levels() {}

    /** Keeps the highest bits of every value. */
    static Image posterize(Image image, int bits) {
        int mask = 0xFF << (8 - bits);
        return map(image, value -> value & mask);
    }

    /** Inverts the values that are not below the threshold. */
    static Image solarize(Image image, double threshold) {
        return map(image, value -> value < threshold ? value : 255 - value);
    }

    /** Stretches every channel linearly, so that its least value becomes 0 and its greatest 255. */
    static Image autoContrast(Image image) {
        return mapChannels(image, Levels::stretching);
    }

    /** Maps every channel so that its values are spread as evenly as they can be. */
    static Image equalize(Image image) {
        return mapChannels(image, Levels::equalizing);
    }

    private static int[] stretching(int[] histogram) {
        int least = 0;
        int greatest = LEVELS - 1;
        while (histogram[least] == 0) {
            least++;
        }
        while (histogram[greatest] == 0) {
            greatest--;
        }
        if (least == greatest) {
            return table(value -> value);
        }
        double scale = 255.0 / (greatest - least);
        double offset = -least * scale;
        return table(value -> (int) (value * scale + offset));
    }

    private static int[] equalizing(int[] histogram) {
        int greatest = LEVELS - 1;
        while (histogram[greatest] == 0) {
            greatest--;
        }
        int pixels = 0;
        for (int value = 0; value < greatest; value++) {
            pixels += histogram[value];
        }
        int step = pixels / 255;
        if (step == 0) {
            return table(value -> value);
        }
        int[] table = new int[LEVELS];
        int below = step / 2;
        for (int value = 0; value < LEVELS; value++) {
            table[value] = Math.min(255, below / step);
            below += histogram[value];
        }
        return table;
    }

    private static int[] table(IntUnaryOperator mapping) {
        int[] table = new int[LEVELS];
        for (int value = 0; value < LEVELS; value++) {
            table[value] = Math.max(0, Math.min(255, mapping.applyAsInt(value)));
        }
        return table;
    }

    private static Image map(Image image, IntUnaryOperator mapping) {
        byte[] out = new byte[image.pixels().length];
        fill(image, 0, 1, table(mapping), out);
        return image.with(out);
    }

    private static Image mapChannels(Image image, UnaryOperator<int[]> tableOfHistogram) {
        byte[] out = new byte[image.pixels().length];
        for (int c = 0; c < image.channels(); c++) {
            fill(image, c, image.channels(), tableOfHistogram.apply(histogram(image, c)), out);
        }
        return image.with(out);
    }

    private static void fill(Image image, int from, int step, int[] table, byte[] out) {
        for (int i = from; i < out.length; i += step) {
            out[i] = (byte) table[image.pixels()[i] & 0xFF];
        }
    }

    private static int[] histogram(Image image, int channel) {
        int[] histogram = new int[LEVELS];
        for (int i = channel; i < image.pixels().length; i += image.channels()) {
            histogram[image.pixels()[i] & 0xFF]++;
        }
        return histogram;
    }
}
