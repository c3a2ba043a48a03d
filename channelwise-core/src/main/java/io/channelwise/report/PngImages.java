package io.channelwise.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Turns pixels into small PNG files for a report. */
public final class PngImages {

    /** The longest side of a picture in a report, in pixels. */
    public static final int LONGEST_SIDE = 160;

    private PngImages() {}

    /**
     * The picture as a PNG file, shrunk by averaging to at most {@value #LONGEST_SIDE} pixels on its longer side; smaller
     * pictures keep their size.
     *
     * @param channels 1 (grey) or 3 (red, green, blue)
     * @param pixels [H, W, C] unsigned bytes
     * @throws IllegalArgumentException for another number of channels, an empty picture or an array of another length
     */
    public static byte[] encode(int channels, int height, int width, byte[] pixels) {
        requireFit(channels, height, width, pixels.length);
        double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(height, width));
        int rows = Math.max(1, (int) Math.round(height * scale));
        int columns = Math.max(1, (int) Math.round(width * scale));
        BufferedImage image = new BufferedImage(
                columns, rows, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        int[] mean = new int[channels];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                Box box = new Box(
                        start(row, height, rows),
                        end(row, height, rows),
                        start(column, width, columns),
                        end(column, width, columns));
                box.mean(pixels, width, mean);
                image.getRaster().setPixel(column, row, mean);
            }
        }
        return png(image);
    }

    private static int start(int index, int from, int to) {
        return (int) ((long) index * from / to);
    }

    private static int end(int index, int from, int to) {
        return (int) (((long) (index + 1) * from + to - 1) / to);
    }

    // By hand rather than with Graphics2D, which asks for a display on some servers.
    private record Box(int top, int bottom, int left, int right) {

        void mean(byte[] pixels, int width, int[] mean) {
            int count = (bottom - top) * (right - left);
            for (int channel = 0; channel < mean.length; channel++) {
                long sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        sum += Byte.toUnsignedInt(pixels[(y * width + x) * mean.length + channel]);
                    }
                }
                mean[channel] = (int) ((sum + count / 2) / count);
            }
        }
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // The stream is given, since ImageIO otherwise keeps its cache in a temporary file.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", stream);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    private static void requireFit(int channels, int height, int width, int length) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels: " + channels + "; allowed: 1 (grey) or 3 (RGB)");
        }
        if (height < 1 || width < 1 || (long) channels * height * width != length) {
            throw new IllegalArgumentException("pixels: " + length + " bytes; expected " + height + " x " + width
                    + " x " + channels + ", all at least 1");
        }
    }
}
