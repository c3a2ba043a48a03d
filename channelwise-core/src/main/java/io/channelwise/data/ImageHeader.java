package io.channelwise.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an image file says of itself in its first bytes. Reading it costs no decoding, so that a folder is checked
 * quickly and an image's size is known before memory is taken for it.
 *
 * @param format the format's usual name: JPEG, PNG, GIF, BMP or WebP
 * @param width columns as stored, before any rotation that EXIF asks for
 * @param height rows as stored
 * @param orientation how its metadata want it turned, where they stand before the picture as in JPEG; for other formats
 *     the whole file has to be walked through, {@link Picture}
 */
record ImageHeader(String format, int width, int height, Orientation orientation) {

    private static final int FIRST_BYTES = 30;

    ImageHeader(String format, int width, int height) {
        this(format, width, height, Orientation.UPRIGHT);
    }

    /** The same, turned otherwise. */
    ImageHeader turned(Orientation wish) {
        return new ImageHeader(format, width, height, wish);
    }

    boolean isJpeg() {
        return format.equals("JPEG");
    }

    /**
     * Reads the header; the stream is left somewhere behind it.
     *
     * @throws DataException with a reason (but no file name) where it is none of the known formats or is cut short
     */
    static ImageHeader read(InputStream in) throws IOException {
        byte[] first = in.readNBytes(FIRST_BYTES);
        if (first.length == 0) {
            throw new DataException("empty file");
        }
        ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(first, FIRST_BYTES));
        try {
            ImageHeader header = startsWith(first, "\u00FF\u00D8\u00FF") ? jpeg(first, in) : fixed(first, bytes);
            if (header.width < 1 || header.height < 1) {
                throw new DataException(
                        header.format + " header with a size of " + header.width + " x " + header.height);
            }
            return header;
        } catch (EOFException cut) {
            throw new DataException("the header is cut short", cut);
        }
    }

    private static ImageHeader fixed(byte[] first, ByteBuffer bytes) throws EOFException {
        if (startsWith(first, "\u0089PNG\r\n\u001A\n")) {
            require(first, 24);
            if (!"IHDR".equals(latin1(first, 12, 4))) {
                throw new DataException("PNG that does not begin with its header");
            }
            return new ImageHeader("PNG", bytes.getInt(16), bytes.getInt(20));
        }
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (startsWith(first, "GIF87a") || startsWith(first, "GIF89a")) {
            require(first, 10);
            return new ImageHeader("GIF", unsigned(bytes, 6), unsigned(bytes, 8));
        }
        if (startsWith(first, "BM")) {
            require(first, 26);
            return bmp(bytes);
        }
        if (startsWith(first, "RIFF") && "WEBP".equals(latin1(first, 8, 4))) {
            String chunk = latin1(first, 12, 4);
            require(first, chunk.equals("VP8L") ? 25 : FIRST_BYTES);
            return webp(chunk, bytes);
        }
        throw new DataException("not a JPEG, PNG, GIF, BMP or WebP image");
    }

    /** OS/2's 12-byte core header holds 16-bit sizes; all later ones 32-bit, with a negative height for top-down rows. */
    private static ImageHeader bmp(ByteBuffer bytes) {
        boolean core = bytes.getInt(14) == 12;
        return core
                ? new ImageHeader("BMP", unsigned(bytes, 18), unsigned(bytes, 20))
                : new ImageHeader("BMP", bytes.getInt(18), Math.abs(bytes.getInt(22)));
    }

    /** The three kinds of first chunk: lossy (RFC 6386, section 9.1), lossless and extended (RFC 9649). */
    private static ImageHeader webp(String chunk, ByteBuffer bytes) {
        return switch (chunk) {
            case "VP8 " -> new ImageHeader("WebP", unsigned(bytes, 26) & 0x3FFF, unsigned(bytes, 28) & 0x3FFF);
            case "VP8L" -> {
                int sizes = bytes.getInt(21);
                yield new ImageHeader("WebP", (sizes & 0x3FFF) + 1, ((sizes >>> 14) & 0x3FFF) + 1);
            }
            case "VP8X" -> new ImageHeader("WebP", (bytes.getInt(24) & 0xFFFFFF) + 1, (bytes.getInt(26) >>> 8) + 1);
            default -> throw new DataException("WebP with an unknown first chunk");
        };
    }

    private static ImageHeader jpeg(byte[] first, InputStream rest) throws IOException {
        InputStream behindStart = new ByteArrayInputStream(first, 2, first.length - 2);
        return new JpegMarkers(new SequenceInputStream(behindStart, rest)).header();
    }

    private static boolean startsWith(byte[] bytes, String magic) {
        return bytes.length >= magic.length()
                && latin1(bytes, 0, magic.length()).equals(magic);
    }

    private static String latin1(byte[] bytes, int from, int length) {
        return bytes.length < from + length ? "" : new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    private static void require(byte[] bytes, int length) throws EOFException {
        if (bytes.length < length) {
            throw new EOFException();
        }
    }
}
