package io.channelwise.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.InflaterInputStream;

/**
 * A PNG's chunk of text, where its keyword says that it is metadata: XMP, or EXIF as ImageMagick wrote it before there was
 * a chunk for it, an empty line, a name, a length, and then the bytes in hexadecimal.
 */
final class PngText {

    private static final String EXIF = "Raw profile type exif";
    private static final String XMP = "XML:com.adobe.xmp";

    /** Far above the 64 KiB that a JPEG's metadata may have. */
    private static final int LONGEST = 1 << 20;

    private final String type;
    private final byte[] chunk;

    /** Of type {@code tEXt}, {@code zTXt} or {@code iTXt}. */
    PngText(String type, byte[] chunk) {
        this.type = type;
        this.chunk = chunk;
    }

    /** Whether its keyword says so. */
    boolean isMetadata() {
        String keyword = word(0);
        return keyword.equals(EXIF) || keyword.equals(XMP);
    }

    /** Adds what it tells; nothing where it cannot be read. */
    void tell(OrientationTags tags) {
        try {
            if (word(0).equals(EXIF)) {
                tags.exif(profile(new String(text(), StandardCharsets.ISO_8859_1)));
            } else {
                tags.xmp(text());
            }
        } catch (IOException | IllegalArgumentException damaged) {
            // Says nothing then.
        }
    }

    /** What stands from there to the next 0. */
    private String word(int from) {
        int end = from;
        while (end < chunk.length && chunk[end] != 0) {
            end++;
        }
        return new String(chunk, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /** Before deflated text stands a byte with the method, of which there is one; international text has two words more. */
    private byte[] text() throws IOException {
        int at = word(0).length() + 1;
        boolean deflated = type.equals("zTXt");
        if (type.equals("iTXt")) {
            deflated = at < chunk.length && chunk[at] != 0;
            at = Math.min(chunk.length, at + 2);
            at = Math.min(chunk.length, at + word(at).length() + 1);
            at += word(at).length() + 1;
        } else if (deflated) {
            at++;
        }
        int start = Math.min(chunk.length, at);
        ByteArrayInputStream rest = new ByteArrayInputStream(chunk, start, chunk.length - start);
        return (deflated ? new InflaterInputStream(rest) : rest).readNBytes(LONGEST);
    }

    private static byte[] profile(String text) {
        String[] lines = text.split("\n", 4);
        return lines.length < 4 ? new byte[0] : HexFormat.of().parseHex(lines[3].replaceAll("\\s", ""));
    }
}
