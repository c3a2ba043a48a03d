package io.channelwise.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A PNG (ISO/IEC 15948) reduced to its picture: header, palette and data. Profiles, texts and other chunks that do not
 * change what is decoded here, but of which libpng may complain, are left out, and with them the frames of an animation
 * (APNG), so that its default image is what is seen.
 */
final class PngPicture {

    private static final int SIGNATURE = 8;
    private static final int COLOUR_TYPE = SIGNATURE + 8 + 9;
    private static final int HEADER_END = SIGNATURE + 8 + 13 + 4;
    private static final int PALETTE_COLOURS = 3;

    /** There is one of each kind; a bound, since a few bytes may unpack to a megabyte. */
    private static final int MOST_TEXTS = 4;

    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};

    private final ByteBuffer file;
    private final ByteRanges picture = new ByteRanges();
    private final OrientationTags tags = new OrientationTags();
    private boolean data;
    private boolean afterData;
    private int texts;

    private PngPicture(byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    /** @throws DataException with a reason (but no file name) where it is damaged */
    static Picture of(byte[] file) {
        if (file.length < HEADER_END) {
            throw cutShort();
        }
        PngPicture png = new PngPicture(file);
        png.read();
        return new Picture(png.picture.of(file, END), png.tags.orientation());
    }

    private void read() {
        boolean palette = file.get(COLOUR_TYPE) == PALETTE_COLOURS;
        picture.add(0, SIGNATURE);
        file.position(SIGNATURE);
        for (String type = ""; file.remaining() >= 8 && !type.equals("IEND"); ) {
            int start = file.position();
            int length = file.getInt();
            type = latin1(start + 4, 4);
            afterData |= data && !type.equals("IDAT");
            data |= type.equals("IDAT");
            switch (type) {
                case "IHDR" -> take(type, start, length);
                case "PLTE" -> takeIf(palette, type, start, length);
                case "IDAT" -> takeIf(!afterData, type, start, length);
                case "eXIf", "tEXt", "zTXt", "iTXt" -> readMetadata(type, start + 8, length);
                default -> {}
            }
            file.position((int) Math.min(file.limit(), start + 12 + (length & 0xFFFFFFFFL)));
        }
        if (!data) {
            throw cutShort();
        }
    }

    private void takeIf(boolean wanted, String type, int start, int length) {
        if (wanted) {
            take(type, start, length);
        }
    }

    private void take(String type, int start, int length) {
        if (length < 0 || length > file.limit() - start - 12) {
            throw cutShort();
        }
        CRC32 checksum = new CRC32();
        checksum.update(file.array(), start + 4, length + 4);
        if ((int) checksum.getValue() != file.getInt(start + 8 + length)) {
            throw new DataException("damaged PNG image: its " + type + " chunk has a wrong checksum");
        }
        picture.add(start, start + length + 12);
    }

    private static DataException cutShort() {
        return new DataException("damaged or cut short PNG image");
    }

    private void readMetadata(String type, int start, int length) {
        if (length < 0 || length > file.limit() - start) {
            return;
        }
        byte[] content = Arrays.copyOfRange(file.array(), start, start + length);
        if (type.equals("eXIf")) {
            tags.exif(content);
        } else {
            readText(new PngText(type, content));
        }
    }

    private void readText(PngText text) {
        if (text.isMetadata() && ++texts <= MOST_TEXTS) {
            text.tell(tags);
        }
    }

    private String latin1(int at, int length) {
        return new String(file.array(), at, length, StandardCharsets.ISO_8859_1);
    }
}
