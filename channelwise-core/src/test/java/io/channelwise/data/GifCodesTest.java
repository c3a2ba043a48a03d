package io.channelwise.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class GifCodesTest {

    /** Eight times the code 4 in 3 bits, which clears a table of 4 colours, the lowest bits first. */
    private static final byte[] EIGHT_CLEARS = {0x24, 0x49, (byte) 0x92};

    @Test
    void aTableMayBeClearedOften() {
        assertThatCode(() -> GifCodes.check(data(GifCodes.MOST_CLEARS / 8), 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> GifCodes.check(data(GifCodes.MOST_CLEARS / 8 + 1), 0))
                .isInstanceOf(DataException.class)
                .hasMessage("GIF that clears its table more than 200000 times");
    }

    @Test
    void aFileOfClearingCodesIsRefusedByName() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {'G', 'I', 'F', '8', '9', 'a'});
        file.writeBytes(words(2, 2));
        file.writeBytes(new byte[] {(byte) 0x81, 0, 0, 0, 0, 0, 80, 80, 80, 90, 90, 90, 99, 99, 99});
        file.write(',');
        file.writeBytes(words(0, 0, 2, 2));
        file.write(0);
        file.writeBytes(data(GifCodes.MOST_CLEARS));
        file.write(';');

        assertThatThrownBy(() -> ImageDecoder.decode(file.toByteArray(), "photo.gif"))
                .isInstanceOf(DataException.class)
                .hasMessage("photo.gif: GIF that clears its table more than 200000 times");
    }

    private static byte[] data(int timesEight) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(2);
        for (int i = 0; i < timesEight; i++) {
            data.write(EIGHT_CLEARS.length);
            data.writeBytes(EIGHT_CLEARS);
        }
        data.write(0);
        return data.toByteArray();
    }

    private static byte[] words(int... values) {
        ByteBuffer words = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            words.putShort((short) value);
        }
        return words.array();
    }
}
