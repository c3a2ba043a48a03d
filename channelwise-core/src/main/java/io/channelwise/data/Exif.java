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
    private static final int LONG = 4;

    private Exif() {}

    /** Whether a JPEG's APP1 segment is EXIF; XMP lies in such segments too. */
    static boolean isSegment(byte[] segment) {
        return startsWithPrefix(segment, 0);
    }

    /**
     * The orientation in a block of EXIF: upright where there is none, or the block is damaged. Before it, a JPEG segment's
     * prefix stands in a JPEG, and in other formats where some programs wrote them.
     */
    static Orientation of(byte[] block) {
        int start = 0;
        while (startsWithPrefix(block, start)) {
            start += PREFIX.length;
        }
        if (block.length < start + 8) {
            return Orientation.UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(block, start, block.length - start).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return find(tiff, tiff.getInt(4));
    }

    private static boolean startsWithPrefix(byte[] bytes, int at) {
        int end = at + PREFIX.length;
        return bytes.length >= end && Arrays.equals(bytes, at, end, PREFIX, 0, PREFIX.length);
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
                return Orientation.of(tiff.getShort(at + 2) == LONG ? tiff.getInt(at + 8) : tiff.getShort(at + 8));
            }
            at += ENTRY_BYTES;
        }
        return Orientation.UPRIGHT;
    }
}
