package io.channelwise.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.InflaterInputStream;

/**
 * EXIF as ImageMagick wrote it into texts of PNG files before there was a chunk for it: under the keyword {@code Raw
 * profile type exif}, an empty line, a name, a length, and then the bytes in hexadecimal.
 */
final class PngText {

    private static final String KEYWORD = "Raw profile type exif";

    /** Far above the 64 KiB that a JPEG's EXIF may have. */
    private static final int LONGEST = 1 << 20;

    private PngText() {}

    /** Upright where the text is another, or cannot be read. */
    static Orientation orientation(byte[] chunk, boolean deflated) {
        String keyword = new String(chunk, 0, Math.min(chunk.length, 80), StandardCharsets.ISO_8859_1);
        int end = keyword.indexOf('\0');
        if (end < 0 || !keyword.substring(0, end).equals(KEYWORD)) {
            return Orientation.UPRIGHT;
        }
        try {
            return Exif.of(profile(text(chunk, end + 1, deflated)));
        } catch (IOException | IllegalArgumentException damaged) {
            return Orientation.UPRIGHT;
        }
    }

    /** Before deflated text stands a byte with the method, of which there is one. */
    private static String text(byte[] chunk, int at, boolean deflated) throws IOException {
        int start = Math.min(chunk.length, deflated ? at + 1 : at);
        ByteArrayInputStream rest = new ByteArrayInputStream(chunk, start, chunk.length - start);
        byte[] text = (deflated ? new InflaterInputStream(rest) : rest).readNBytes(LONGEST);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static byte[] profile(String text) {
        String[] lines = text.split("\n", 4);
        return lines.length < 4 ? new byte[0] : HexFormat.of().parseHex(lines[3].replaceAll("\\s", ""));
    }
}
