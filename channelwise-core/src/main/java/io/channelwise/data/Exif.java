package io.channelwise.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The one entry of EXIF (version 2.3, section 4.6) that decoding needs. */
final class Exif {

    private static final byte[] PREFIX = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int LITTLE_ENDIAN = 'I' << 8 | 'I';
    private static final int BIG_ENDIAN = 'M' << 8 | 'M';
    private static final int TIFF = 42;
    private static final int TIFF_HEADER = 8;
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private Exif() {}

    /** Whether a JPEG's APP1 segment is EXIF; XMP lies in such segments too. */
    static boolean isSegment(byte[] segment) {
        return startsWithPrefix(segment, 0);
    }

    /**
     * The orientation in a block of EXIF: empty where it does not tell one, or is damaged. Before it, a JPEG segment's prefix
     * stands in a JPEG, and in other formats where some programs wrote it.
     */
    static Optional<Orientation> orientation(byte[] block) {
        int start = 0;
        while (startsWithPrefix(block, start)) {
            start += PREFIX.length;
        }
        if (block.length < start + TIFF_HEADER) {
            return Optional.empty();
        }
        ByteBuffer tiff = ByteBuffer.wrap(block, start, block.length - start).slice();
        int order = tiff.getShort(0);
        tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        boolean known = (order == LITTLE_ENDIAN || order == BIG_ENDIAN) && tiff.getShort(2) == TIFF;
        return known ? find(tiff, tiff.getInt(4)) : Optional.empty();
    }

    private static boolean startsWithPrefix(byte[] bytes, int at) {
        int end = at + PREFIX.length;
        return bytes.length >= end && Arrays.equals(bytes, at, end, PREFIX, 0, PREFIX.length);
    }

    private static Optional<Orientation> find(ByteBuffer tiff, int directory) {
        if (directory < TIFF_HEADER || directory > tiff.limit() - 2) {
            return Optional.empty();
        }
        int at = directory + 2;
        for (int entries = tiff.getShort(directory) & 0xFFFF; entries > 0; entries--) {
            if (at > tiff.limit() - ENTRY_BYTES) {
                break;
            }
            if (tiff.getShort(at) == ORIENTATION_TAG) {
                return value(tiff, at);
            }
            at += ENTRY_BYTES;
        }
        return Optional.empty();
    }

    private static Optional<Orientation> value(ByteBuffer tiff, int entry) {
        return switch (tiff.getShort(entry + 2)) {
            case SHORT -> Optional.of(Orientation.of(tiff.getShort(entry + 8)));
            case LONG -> Optional.of(Orientation.of(tiff.getInt(entry + 8)));
            default -> Optional.empty();
        };
    }
}
