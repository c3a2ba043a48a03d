package io.channelwise.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * JPEG's stream of markers and segments (ITU-T T.81, section B.1.1). Stray bytes between them, which some phones and
 * editors write, are passed over as libjpeg does it.
 */
final class JpegMarkers {

    private static final int START_OF_SCAN = 0xDA;

    private static final int TEMPORARY = 0x01;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP1 = 0xE1;
    private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";

    private final InputStream in;

    /** From right behind the start of the image. */
    JpegMarkers(InputStream in) {
        this.in = in;
    }

    /** Walks from segment to segment until a scan begins; a start of frame (table B.1) tells the size. */
    ImageHeader header() throws IOException {
        OrientationTags tags = new OrientationTags();
        ImageHeader frame = null;
        try {
            for (int marker = next(); marker != END_OF_IMAGE && marker != START_OF_SCAN; marker = next()) {
                int length = segmentLength();
                if (frame == null && isStartOfFrame(marker)) {
                    frame = frame(length);
                } else if (marker == APP1) {
                    readMetadata(bytes(length), tags);
                } else {
                    in.skipNBytes(length);
                }
            }
        } catch (EOFException cut) {
            if (frame == null) {
                throw cut;
            }
        }
        if (frame == null) {
            throw new DataException("JPEG without a frame header");
        }
        return frame.turned(tags.orientation());
    }

    private ImageHeader frame(int length) throws IOException {
        in.skipNBytes(1);
        int height = twoBytes();
        int width = twoBytes();
        in.skipNBytes(Math.max(0, length - 5));
        return new ImageHeader("JPEG", width, height);
    }

    private static void readMetadata(byte[] segment, OrientationTags tags) {
        if (Exif.isSegment(segment)) {
            tags.exif(segment);
        } else if (new String(segment, 0, Math.min(segment.length, XMP.length()), StandardCharsets.ISO_8859_1)
                .equals(XMP)) {
            tags.xmp(segment);
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
