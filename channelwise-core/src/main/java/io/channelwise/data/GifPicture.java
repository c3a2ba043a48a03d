package io.channelwise.data;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A GIF (version 89a) reduced to its first image, of a single colour table, without a transparent colour: pixels that
 * are transparent then get the colour that the table has for them, as in Pillow, and no other.
 */
final class GifPicture {

    private static final int SCREEN_END = 13;
    private static final int COLOURS = 256;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xF9;
    private static final int IMAGE = 0x2C;
    private static final int DESCRIPTOR = 10;

    private final byte[] file;
    private int at = SCREEN_END;
    private int background;

    private GifPicture(byte[] file) {
        this.file = file;
    }

    /** @throws DataException with a reason (but no file name) where it holds no image, or is cut short before it */
    static byte[] of(byte[] file) {
        try {
            return new GifPicture(file).first();
        } catch (ArrayIndexOutOfBoundsException cut) {
            throw new DataException("damaged or cut short GIF image", cut);
        }
    }

    private byte[] first() {
        byte[] table = grey();
        readTable(file[10], table);
        skipExtensions();
        if (unsigned(at) != IMAGE) {
            throw new DataException("GIF that holds no image");
        }
        int descriptor = at;
        at += DESCRIPTOR;
        byte flags = file[descriptor + 9];
        readTable(flags, table);
        int data = at;
        at++;
        skipBlocks();
        if (at > file.length) {
            throw new DataException("damaged or cut short GIF image");
        }
        GifCodes.check(file, data);
        return written(descriptor, table, flags, data, at);
    }

    /** What an image without a table is shown in. */
    private static byte[] grey() {
        byte[] table = new byte[3 * COLOURS];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i / 3);
        }
        return table;
    }

    /** Where the flags say that one follows; colours that it has not are black. */
    private void readTable(byte flags, byte[] table) {
        if (flags < 0) {
            int length = 3 * (2 << (flags & 7));
            if (at + length > file.length) {
                throw new ArrayIndexOutOfBoundsException(at + length);
            }
            Arrays.fill(table, (byte) 0);
            System.arraycopy(file, at, table, 0, length);
            at += length;
        }
    }

    private void skipExtensions() {
        while (unsigned(at) == EXTENSION) {
            if (unsigned(at + 1) == GRAPHIC_CONTROL && unsigned(at + 2) >= 4) {
                boolean transparent = (file[at + 3] & 1) != 0;
                background = transparent ? unsigned(at + 6) : 0;
            }
            at += 2;
            skipBlocks();
        }
    }

    /** Blocks end with an empty one. */
    private void skipBlocks() {
        while (at < file.length && file[at] != 0) {
            at += 1 + unsigned(at);
        }
        at++;
    }

    /** The screen is as large as the image on it at least; where the image does not reach, it has the background's colour. */
    private byte[] written(int descriptor, byte[] table, byte flags, int data, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - data + table.length + 64);
        out.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a'});
        writeWord(out, Math.max(word(6), word(descriptor + 1) + word(descriptor + 5)));
        writeWord(out, Math.max(word(8), word(descriptor + 3) + word(descriptor + 7)));
        out.writeBytes(new byte[] {(byte) 0xF7, (byte) background, 0});
        out.writeBytes(table);
        out.write(file, descriptor, DESCRIPTOR - 1);
        out.write(flags & 0x40);
        out.writeBytes(Arrays.copyOfRange(file, data, end));
        out.write(0x3B);
        return out.toByteArray();
    }

    private static void writeWord(ByteArrayOutputStream out, int value) {
        out.write(value);
        out.write(value >> 8);
    }

    private int word(int index) {
        return unsigned(index) | unsigned(index + 1) << 8;
    }

    private int unsigned(int index) {
        return file[index] & 0xFF;
    }
}
