package io.channelwise.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.channelwise.runtime.IoReasons;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG, PNG, BMP, GIF (its first frame) and WebP to RGB with OpenCV, close to Pillow (within 2 of 255).
 *
 * <p>Grey images become RGB, CMYK is converted, 16 bits are scaled to 8, an alpha channel is dropped as by Pillow's
 * {@code convert("RGB")}, and the orientation in EXIF is applied. Sizes are read from the header and checked before
 * memory is taken.
 */
public final class ImageDecoder {

    /** The most pixels that an image may have: 100 million. */
    public static final long MAX_PIXELS = 100_000_000;

    /** The most bytes that a file may have: 256 MiB. */
    public static final long MAX_FILE_BYTES = 256L << 20;

    static {
        // Each worker decodes an image of its own; OpenCV's pool would only compete with the training threads.
        opencv_core.setNumThreads(1);
    }

    private ImageDecoder() {}

    /**
     * Reads and decodes a file.
     *
     * @throws DataException that names the file, where it cannot be read or decoded
     */
    public static Image read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new DataException(
                        file + ": larger than the " + (MAX_FILE_BYTES >> 20) + " MiB allowed for an image");
            }
            return decode(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new DataException(file + ": " + IoReasons.of(e), e);
        }
    }

    /**
     * Decodes a file's bytes.
     *
     * @param name what errors call it
     * @throws DataException with that name, where the bytes are no image, a damaged one or one with too many pixels
     */
    public static Image decode(byte[] bytes, String name) {
        ImageHeader header = header(bytes, name);
        try (PointerScope scope = new PointerScope()) {
            Mat mat = imdecode(new Mat(1, bytes.length, CV_8UC1, new BytePointer(bytes)), IMREAD_COLOR_RGB);
            if (mat.empty()) {
                throw new DataException(name + ": damaged or cut short " + header.format() + " image");
            }
            byte[] pixels = new byte[mat.rows() * mat.cols() * 3];
            mat.data().get(pixels);
            return new Image(3, mat.rows(), mat.cols(), pixels);
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DataException(name + ": damaged " + header.format() + " image", e);
        }
    }

    /**
     * Checks a file by its header alone: known format, and a size within the limit.
     *
     * @throws DataException with the reason (but no file name) where it is no usable image
     */
    static void probe(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 512)) {
            checkSize(ImageHeader.read(in));
        }
    }

    private static ImageHeader header(byte[] bytes, String name) {
        try {
            return checkSize(ImageHeader.read(new ByteArrayInputStream(bytes)));
        } catch (DataException | IOException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
        }
    }

    private static ImageHeader checkSize(ImageHeader header) {
        if ((long) header.width() * header.height() > MAX_PIXELS) {
            throw new DataException(header.width() + " x " + header.height() + " pixels; allowed are "
                    + MAX_PIXELS / 1_000_000 + " million");
        }
        return header;
    }
}
