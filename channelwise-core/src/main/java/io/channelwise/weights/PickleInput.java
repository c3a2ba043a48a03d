package io.channelwise.weights;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read forwards; lengths are checked against what is left before anything is copied. */
final class PickleInput {

    private static final int MAX_LONG_BYTES = 128;
    private static final int MAX_LINE = 1000;

    private final ByteBuffer bytes;

    PickleInput(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int unsignedByte() {
        require(1);
        return bytes.get() & 0xff;
    }

    int unsignedShort() {
        require(2);
        return bytes.getShort() & 0xffff;
    }

    int int32() {
        require(4);
        return bytes.getInt();
    }

    long unsignedInt() {
        return int32() & 0xffffffffL;
    }

    long int64() {
        require(8);
        return bytes.getLong();
    }

    /** Eight bytes, the only ones in a pickle that are big-endian. */
    double float64() {
        require(8);
        return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
    }

    /** A whole number of so many bytes, as a Long where it fits, else as a BigInteger. */
    Object bigInteger(long length) {
        if (length > MAX_LONG_BYTES) {
            throw new WeightsException("has a whole number of " + length + " bytes in its pickle");
        }
        byte[] reversed = bytes(length);
        byte[] number = new byte[reversed.length + 1];
        for (int i = 0; i < reversed.length; i++) {
            number[number.length - 1 - i] = reversed[i];
        }
        number[0] = (byte) (number.length > 1 && number[1] < 0 ? -1 : 0);
        BigInteger value = new BigInteger(number);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    byte[] bytes(long length) {
        require(length);
        byte[] copy = new byte[(int) length];
        bytes.get(copy);
        return copy;
    }

    /** Python 2's byte strings: its usual texts, but also raw bytes, which every Latin-1 text is. */
    String byteText(long length) {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    String text(long length) {
        require(length);
        ByteBuffer text = bytes.slice().limit((int) length);
        bytes.position(bytes.position() + (int) length);
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(text);
            return decoded.toString();
        } catch (CharacterCodingException e) {
            throw new WeightsException("has a text in its pickle that is no UTF-8", e);
        }
    }

    /** The text up to the end of the line. */
    String line() {
        int length = 0;
        while (true) {
            require(length + 1L);
            if (bytes.get(bytes.position() + length) == '\n') {
                break;
            }
            if (++length > MAX_LINE) {
                throw new WeightsException("has an endless line in its pickle");
            }
        }
        String line = text(length);
        bytes.get();
        return line;
    }

    private void require(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new WeightsException("is truncated or damaged: its pickle ends after " + bytes.limit() + " bytes");
        }
    }
}
