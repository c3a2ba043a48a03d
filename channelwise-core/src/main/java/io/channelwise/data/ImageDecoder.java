package io.channelwise.data;

import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.RegularFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Decodes JPEG, PNG, BMP, GIF (its first frame) and WebP to RGB, or straight to grey, with OpenCV: close to Pillow
 * (within 2 of 255).
 *
 * <p>Grey images become RGB where that is asked for, CMYK is converted, 16 bits are scaled to 8, an alpha channel is
 * dropped as by Pillow's {@code convert("RGB")}, and the orientation in EXIF or XMP is applied. Of an animation the picture is
 * taken that Pillow shows first. Sizes are read from the header and checked before memory is taken.
 */
public final class ImageDecoder {

    /** The most pixels that an image may have: 100 million. */
    public static final long MAX_PIXELS = 100_000_000;

    /** The most rows and the most columns that an image may have: 65,535, as in JPEG. */
    public static final int MAX_SIDE = 65_535;

    /** The most bytes that a file may have: 256 MiB. */
    public static final long MAX_FILE_BYTES = 256L << 20;

    /** The most scans that a JPEG may have; at more than 20 million pixels fewer, down to 100. */
    public static final int MAX_SCANS = 500;

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
            if (RegularFiles.size(file) > MAX_FILE_BYTES) {
                throw new DataException(
                        file + ": larger than the " + (MAX_FILE_BYTES >> 20) + " MiB allowed for an image");
            }
            return open(RegularFiles.bytes(file), file.toString(), channels);
        } catch (IOException e) {
            throw new DataException(file + ": " + IoReasons.of(e), e);
        } catch (OutOfMemoryError e) {
            throw new DataException(file + ": there is not enough memory for a file of its length", e);
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

    /**
     * Takes a file's bytes, to be decoded as far as it is needed.
     *
     * @param name what errors call it
     * @param channels of the decoded image, 1 (grey) or 3 (RGB)
     * @throws DataException with that name, where the bytes are no image within the limits
     */
    public static ImageSource open(byte[] bytes, String name, int channels) {
        try {
            ImageHeader stored = header(bytes);
            Picture picture = Picture.of(bytes, stored);
            ImageHeader shown = picture.bytes() == bytes ? stored : header(picture.bytes());
            return new EncodedImage(picture.bytes(), name, shown.turned(picture.orientation()), channels);
        } catch (DataException | IOException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks a file by its header alone: known format, and a size within the limit.
     *
     * @throws DataException with the reason (but no file name) where it is no usable image
     */
    static void probe(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(RegularFiles.stream(file), 512)) {
            checkSize(ImageHeader.read(in));
        } catch (FileSystemException e) {
            if (e.getReason() == null) {
                throw e;
            }
            throw new DataException(e.getReason(), e);
        }
    }

    private static ImageHeader header(byte[] bytes) throws IOException {
        return checkSize(ImageHeader.read(new ByteArrayInputStream(bytes)));
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
