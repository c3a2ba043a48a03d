package io.channelwise.data;

/**
 * Bounds what a JPEG costs. libjpeg goes through all of an image's blocks once a scan, even where the scan is empty and
 * takes 13 bytes of the file: 50,000 of them in 660 KB keep a core busy for a minute. Encoders write about 10.
 */
final class JpegScans {

    /** The most pixels that are gone through, scan by scan: an image of the largest size may have 100 scans. */
    private static final long MOST_PIXELS = 100 * ImageDecoder.MAX_PIXELS;

    private static final byte MARKER = (byte) 0xFF;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    private JpegScans() {}

    /** @throws DataException with a reason (but no file name) where there are too many for an image of this size */
    static void check(byte[] jpeg, ImageHeader header) {
        long allowed = Math.min(ImageDecoder.MAX_SCANS, MOST_PIXELS / ((long) header.width() * header.height()));
        int scans = count(jpeg);
        if (scans > allowed) {
            throw new DataException("JPEG of " + scans + " scans; allowed at " + header.width() + " x "
                    + header.height() + " pixels are " + allowed);
        }
    }

    /** Up to the end of the image, or of the file where it is cut short. */
    static int count(byte[] jpeg) {
        int scans = 0;
        int at = 2;
        while (true) {
            while (at < jpeg.length && jpeg[at] != MARKER) {
                at++;
            }
            while (at < jpeg.length && jpeg[at] == MARKER) {
                at++;
            }
            int marker = at < jpeg.length ? jpeg[at] & 0xFF : END_OF_IMAGE;
            if (marker == END_OF_IMAGE) {
                return scans;
            }
            scans += marker == START_OF_SCAN ? 1 : 0;
            at += 1 + (hasSegment(marker) ? segment(jpeg, at + 1) : 0);
        }
    }

    /** Data's FF is written as FF 00; FF 01 and the restart markers stand alone, as does a start of an image. */
    private static boolean hasSegment(int marker) {
        return marker > 1 && (marker < 0xD0 || marker > 0xD8);
    }

    private static int segment(byte[] jpeg, int at) {
        int length = at + 1 < jpeg.length ? (jpeg[at] & 0xFF) << 8 | (jpeg[at + 1] & 0xFF) : 2;
        return Math.max(2, length);
    }
}
