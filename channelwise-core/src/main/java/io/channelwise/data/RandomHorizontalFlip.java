package io.channelwise.data;

import java.util.random.RandomGenerator;

/**
 * Mirrors an image left to right, or leaves it.
 *
 * @param probability how often it is mirrored, 0 to 1; usually 0.5
 */
public record RandomHorizontalFlip(double probability) implements Transform {

    /** Checks the probability. */
    public RandomHorizontalFlip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability: " + probability + "; allowed: 0 to 1");
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return random.nextDouble() < probability ? mirrored(image) : image;
    }

    private static Image mirrored(Image image) {
        byte[] out = new byte[image.pixels().length];
        int row = image.width() * image.channels();
        for (int start = 0; start < out.length; start += row) {
            if (image.channels() == 1) {
                mirrorGrey(image.pixels(), out, start, row);
            } else {
                mirrorRgb(image.pixels(), out, start, row);
            }
        }
        return image.with(out);
    }

    private static void mirrorGrey(byte[] pixels, byte[] out, int start, int row) {
        for (int x = 0; x < row; x++) {
            out[start + x] = pixels[start + row - 1 - x];
        }
    }

    private static void mirrorRgb(byte[] pixels, byte[] out, int start, int row) {
        int from = start + row - 3;
        for (int x = 0; x < row; x += 3) {
            out[start + x] = pixels[from - x];
            out[start + x + 1] = pixels[from - x + 1];
            out[start + x + 2] = pixels[from - x + 2];
        }
    }
}
