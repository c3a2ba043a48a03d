package io.channelwise.benchmarks.parts;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A JPEG of 500x375 pixels in place of a photograph: waves of many lengths, coarse ones the strongest, and some noise. The
 * same bytes each time.
 */
final class Photograph {

    private static final int WIDTH = 500;
    private static final int HEIGHT = 375;
    private static final int NOISE = 24;
    private static final float QUALITY = 0.9f;

    private Photograph() {}

    /** The file. */
    static byte[] jpeg() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(0);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int noise = random.nextInt(-NOISE, NOISE + 1);
                image.setRGB(x, y, value(x, y, noise) << 16 | value(y, x, noise) << 8 | value(x + y, x - y, noise));
            }
        }
        return encode(image);
    }

    /** One channel of one pixel, 0 to 255. */
    private static int value(int x, int y, int noise) {
        double waves = 128;
        for (int length = 4; length <= 128; length *= 2) {
            waves += length / 3.0 * Math.sin((double) x / length) * Math.cos((double) y / length);
        }
        return Math.max(0, Math.min(255, (int) waves + noise));
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(QUALITY);
        // The stream is given, since ImageIO otherwise keeps its cache in a temporary file.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
