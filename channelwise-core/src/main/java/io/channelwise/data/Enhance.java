package io.channelwise.data;

import java.util.Arrays;

/**
 * The enhancements of Pillow's {@code ImageEnhance}: each moves an image away from, or towards, one that lacks a quality
 * altogether. A factor of 0 gives that one, 1 the image itself, and more than 1 exaggerates.
 */
final class Enhance {

    private Enhance() {}

    /** Away from black. */
    static Image brightness(Image image, double factor) {
        return blend(new byte[image.pixels().length], image, factor);
    }

    /** Away from the mean of the image's luma, rounded. */
    static Image contrast(Image image, double factor) {
        byte[] luma = image.toGrey().pixels();
        long sum = 0;
        for (byte value : luma) {
            sum += value & 0xFF;
        }
        byte[] flat = new byte[image.pixels().length];
        Arrays.fill(flat, (byte) (int) ((double) sum / luma.length + 0.5));
        return blend(flat, image, factor);
    }

    /** Away from grey; a grey image stays as it is. */
    static Image saturation(Image image, double factor) {
        return image.channels() == 1 ? image : blend(image.toGrey().toRgb().pixels(), image, factor);
    }

    /** Away from the image smoothed by a 3 x 3 kernel with 5 in its middle and 1 around; the border stays as it is. */
    static Image sharpness(Image image, double factor) {
        int channels = image.channels();
        int row = image.width() * channels;
        byte[] smooth = image.pixels().clone();
        for (int y = 1; y < image.height() - 1; y++) {
            for (int i = y * row + channels; i < (y + 1) * row - channels; i++) {
                smooth[i] = smoothed(image.pixels(), i, channels, row);
            }
        }
        return blend(smooth, image, factor);
    }

    private static byte smoothed(byte[] pixels, int at, int channels, int row) {
        int sum = 4 * (pixels[at] & 0xFF);
        for (int line = at - row; line <= at + row; line += row) {
            sum += (pixels[line - channels] & 0xFF) + (pixels[line] & 0xFF) + (pixels[line + channels] & 0xFF);
        }
        return (byte) ((2 * sum + 13) / 26);
    }

    /** {@code from + factor * (image - from)} in single precision, cut off to 0 to 255 and rounded down, as Pillow does it. */
    private static Image blend(byte[] from, Image image, double factor) {
        float share = (float) factor;
        byte[] out = new byte[from.length];
        for (int i = 0; i < out.length; i++) {
            int start = from[i] & 0xFF;
            float value = start + share * ((image.pixels()[i] & 0xFF) - start);
            out[i] = (byte) Math.max(0, Math.min(255, (int) value));
        }
        return image.with(out);
    }
}
