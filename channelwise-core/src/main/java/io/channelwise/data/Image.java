package io.channelwise.data;

/**
 * An image in memory: 8 bits a channel, rows from the top, channels interleaved ({@code [H, W, C]}).
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param pixels {@code height * width * channels} unsigned bytes; not copied, so treat it as read-only
 */
@SuppressWarnings("ArrayRecordComponent") // Copying every image would cost more than it guards.
public record Image(int channels, int height, int width, byte[] pixels) {

    /** Checks that the sizes fit each other. */
    public Image {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels: " + channels + "; allowed: 1 (grey) or 3 (RGB)");
        }
        if (height < 1 || width < 1 || pixels.length != (long) height * width * channels) {
            throw new IllegalArgumentException("an image of " + width + " x " + height + " with " + channels
                    + " channels does not fit " + pixels.length + " bytes");
        }
    }

    /** One channel's value of one pixel, 0 to 255. */
    public int value(int y, int x, int channel) {
        return pixels[(y * width + x) * channels + channel] & 0xFF;
    }

    /** Other values for the same pixels. */
    Image with(byte[] values) {
        return new Image(channels, height, width, values);
    }

    /** The same image with 1 or 3 channels. */
    public Image withChannels(int wanted) {
        return wanted == 1 ? toGrey() : toRgb();
    }

    /** Luma of ITU-R BT.601, in the 16-bit fixed point that Pillow's mode L uses. */
    public Image toGrey() {
        if (channels == 1) {
            return this;
        }
        byte[] grey = new byte[height * width];
        for (int i = 0; i < grey.length; i++) {
            int red = pixels[3 * i] & 0xFF;
            int green = pixels[3 * i + 1] & 0xFF;
            int blue = pixels[3 * i + 2] & 0xFF;
            grey[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
        }
        return new Image(1, height, width, grey);
    }

    /** The grey value in each of the three channels. */
    public Image toRgb() {
        if (channels == 3) {
            return this;
        }
        byte[] rgb = new byte[pixels.length * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = pixels[i / 3];
        }
        return new Image(3, height, width, rgb);
    }

    /** The rectangle that starts at ({@code top}, {@code left}); what lies outside the image is black. */
    public Image crop(int top, int left, int cropHeight, int cropWidth) {
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(cropHeight, cropWidth), channels)];
        int from = Math.max(0, left);
        int to = Math.min(width, left + cropWidth);
        for (int y = Math.max(0, top); y < Math.min(height, top + cropHeight) && from < to; y++) {
            int source = (y * width + from) * channels;
            int target = ((y - top) * cropWidth + from - left) * channels;
            System.arraycopy(pixels, source, out, target, (to - from) * channels);
        }
        return new Image(channels, cropHeight, cropWidth, out);
    }
}
