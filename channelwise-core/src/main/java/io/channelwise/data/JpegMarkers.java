package io.channelwise.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * JPEG's stream of markers and segments (ITU-T T.81, section B.1.1). Stray bytes between them, which some phones and
 * editors write, are passed over as libjpeg does it.
 */
final class JpegMarkers {

    private static final int START_OF_SCAN = 0xDA;

    private static final int TEMPORARY = 0x01;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP1 = 0xE1;

    private final InputStream in;

    /** From right behind the start of the image. */
    JpegMarkers(InputStream in) {
        this.in = in;
    }

    /** Walks from segment to segment until a start of frame (table B.1) tells the size. The first EXIF counts. */
    ImageHeader header() throws IOException {
        Orientation orientation = null;
        while (true) {
            int marker = next();
            if (marker == END_OF_IMAGE || marker == START_OF_SCAN) {
                throw new DataException("JPEG without a frame header");
            }
            int length = segmentLength();
            if (isStartOfFrame(marker)) {
                in.skipNBytes(1);
                int height = twoBytes();
                return new ImageHeader(
                        "JPEG", twoBytes(), height, orientation == null ? Orientation.UPRIGHT : orientation);
            }
            if (marker == APP1 && orientation == null) {
                byte[] segment = bytes(length);
                orientation = Exif.isSegment(segment) ? Exif.of(segment) : null;
            } else {
                in.skipNBytes(length);
            }
        }
    }

    /** C4, C8 and CC lie in the same range but are tables and a reserved code. */
    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** The next marker that is not one of those without a segment: restarts, and FF 00, which stands for data. */
    private int next() throws IOException {
        while (true) {
            int value = oneByte();
            while (value != 0xFF) {
                value = oneByte();
            }
            while (value == 0xFF) {
                value = oneByte();
            }
            if (value != 0 && value != TEMPORARY && (value < 0xD0 || value > 0xD7)) {
                return value;
            }
        }
    }

    /** Without the two bytes that tell it; where these count less than themselves, libjpeg takes it for empty. */
    private int segmentLength() throws IOException {
        return Math.max(0, twoBytes() - 2);
    }

    private int twoBytes() throws IOException {
        return (oneByte() << 8) | oneByte();
    }

    private int oneByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException();
        }
        return value;
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }
}
