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
        int channels = image.channels();
        int width = image.width();
        byte[] out = new byte[image.pixels().length];
        for (int row = 0; row < image.height() * width; row += width) {
            mirrorRow(image.pixels(), out, row * channels, width, channels);
        }
        return image.with(out);
    }

    private static void mirrorRow(byte[] pixels, byte[] out, int start, int width, int channels) {
        int to = start;
        for (int from = start + (width - 1) * channels; from >= start; from -= channels) {
            for (int c = 0; c < channels; c++) {
                out[to++] = pixels[from + c];
            }
        }
    }
}
