package io.channelwise.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The orientation in a WebP's chunks of metadata (RFC 9649, section 2.7.1.5). */
final class WebpOrientation {

    private static final int FIRST_CHUNK = 12;
    private static final int EXIF = 'E' | 'X' << 8 | 'I' << 16 | 'F' << 24;
    private static final int XMP = 'X' | 'M' << 8 | 'P' << 16 | ' ' << 24;

    private WebpOrientation() {}

    /** Upright where there is none. */
    static Orientation of(byte[] file) {
        OrientationTags tags = new OrientationTags();
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long at = FIRST_CHUNK;
        while (at + 8 <= file.length) {
            int start = (int) at + 8;
            long length = bytes.getInt(start - 4) & 0xFFFFFFFFL;
            int end = (int) Math.min(file.length, start + length);
            switch (bytes.getInt(start - 8)) {
                case EXIF -> tags.exif(Arrays.copyOfRange(file, start, end));
                case XMP -> tags.xmp(Arrays.copyOfRange(file, start, end));
                default -> {}
            }
            at = start + length + length % 2;
        }
        return tags.orientation();
    }
}
