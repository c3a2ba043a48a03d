package io.channelwise.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The one entry of EXIF (version 2.3, section 4.6) that decoding needs. */
final class Exif {

    private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /** The orientation that a JPEG's APP1 segment asks for: upright where it is no EXIF, a damaged one or without it. */
    static Orientation orientation(byte[] segment) {
        int length = PREFIX.length;
        if (segment.length < length + 8 || !Arrays.equals(segment, 0, length, PREFIX, 0, length)) {
            return Orientation.UPRIGHT;
        }
        ByteBuffer tiff =
                ByteBuffer.wrap(segment, length, segment.length - length).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return find(tiff, tiff.getInt(4));
    }

    private static Orientation find(ByteBuffer tiff, int directory) {
        if (directory < 8 || directory > tiff.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int at = directory + 2;
        for (int entries = tiff.getShort(directory) & 0xFFFF; entries > 0; entries--) {
            if (at > tiff.limit() - ENTRY_BYTES) {
                break;
            }
            if (tiff.getShort(at) == ORIENTATION_TAG) {
                return Orientation.of(tiff.getShort(at + 8));
            }
            at += ENTRY_BYTES;
        }
        return Orientation.UPRIGHT;
    }
}
