package io.channelwise.data;

/**
 * Bounds what a GIF costs. OpenCV makes a new table of 4,096 entries at each code that clears it, 3 bits of the file at
 * the least, and a megabyte of them would keep a core busy for half a minute.
 */
final class GifCodes {

    /** The most clearing codes; an encoder writes one for every 254 pixels at most, and usually for every 4,000 or more. */
    static final int MOST_CLEARS = 200_000;

    private static final int MOST_BITS = 12;

    private final int clear;
    private final int firstBits;
    private int bits;
    private int entries;
    private int clears;

    private GifCodes(int codeBits) {
        clear = 1 << codeBits;
        firstBits = codeBits + 1;
        reset();
    }

    private void reset() {
        bits = firstBits;
        entries = clear + 1;
    }

    /**
     * Checks an image's data, which begins with the number of bits of a colour and goes on with blocks up to an empty one.
     *
     * @throws DataException with a reason (but no file name) where its table is cleared too often
     */
    static void check(byte[] file, int data) {
        int codeBits = file[data];
        if (codeBits < 1 || codeBits >= MOST_BITS) {
            throw new DataException("damaged GIF image: " + codeBits + " bits for a colour");
        }
        GifCodes codes = new GifCodes(codeBits);
        int waiting = 0;
        int count = 0;
        for (int block = data + 1; file[block] != 0; block += 1 + (file[block] & 0xFF)) {
            for (int i = 1; i <= (file[block] & 0xFF); i++) {
                waiting |= (file[block + i] & 0xFF) << count;
                for (count += 8; count >= codes.bits; ) {
                    int taken = codes.bits;
                    codes.take(waiting & ((1 << taken) - 1));
                    waiting >>>= taken;
                    count -= taken;
                }
            }
        }
    }

    /** A code that ends the data clears the table too. */
    private void take(int code) {
        if (code == clear || code == clear + 1) {
            if (++clears > MOST_CLEARS) {
                throw new DataException("GIF that clears its table more than " + MOST_CLEARS + " times");
            }
            reset();
            return;
        }
        entries = Math.min(1 << MOST_BITS, entries + 1);
        if (entries == 1 << bits && bits < MOST_BITS) {
            bits++;
        }
    }
}
