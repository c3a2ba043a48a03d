package io.channelwise.data;

import io.channelwise.runtime.IoReasons;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decodes JPEG, PNG, BMP, GIF (its first frame) and WebP to RGB, or straight to grey, with OpenCV: close to Pillow
 * (within 2 of 255).
 *
 * <p>Grey images become RGB where that is asked for, CMYK is converted, 16 bits are scaled to 8, an alpha channel is
 * dropped as by Pillow's {@code convert("RGB")}, and the orientation in EXIF is applied. Sizes are read from the header
 * and checked before memory is taken.
 */
public final class ImageDecoder {

    /** The most pixels that an image may have: 100 million. */
    public static final long MAX_PIXELS = 100_000_000;

    /** The most rows and the most columns that an image may have: 65,535, as in JPEG. */
    public static final int MAX_SIDE = 65_535;

    /** The most bytes that a file may have: 256 MiB. */
    public static final long MAX_FILE_BYTES = 256L << 20;

    private static final int RGB = 3;

    private ImageDecoder() {}

    /**
     * Reads and decodes a file to RGB.
     *
     * @throws DataException that names the file, where it cannot be read or decoded
     */
    public static Image read(Path file) {
        return open(file, RGB).decode();
    }

    /**
     * Reads a file, to be decoded as far as it is needed.
     *
     * @param channels of the decoded image, 1 (grey) or 3 (RGB)
     * @throws DataException that names the file, where it cannot be read or is no image within the limits
     */
    public static ImageSource open(Path file, int channels) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new DataException(
                        file + ": larger than the " + (MAX_FILE_BYTES >> 20) + " MiB allowed for an image");
            }
            return open(Files.readAllBytes(file), file.toString(), channels);
        } catch (IOException e) {
            throw new DataException(file + ": " + IoReasons.of(e), e);
        }
    }

    /**
     * Decodes a file's bytes to RGB.
     *
     * @param name what errors call it
     * @throws DataException with that name, where the bytes are no image, a damaged one or one beyond the limits
     */
    public static Image decode(byte[] bytes, String name) {
        return open(bytes, name, RGB).decode();
    }

    /** Only a JPEG's EXIF is read here, so that other formats have to be decoded to know how they stand. */
    static ImageSource open(byte[] bytes, String name, int channels) {
        EncodedImage image = new EncodedImage(bytes, name, header(bytes, name), channels);
        return image.header().isJpeg() ? image : ImageSource.of(image.decode());
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
        if (Math.max(header.width(), header.height()) > MAX_SIDE) {
            throw new DataException(header.width() + " x " + header.height() + " pixels; allowed are " + MAX_SIDE
                    + " rows and columns");
        }
        return header;
    }
}
