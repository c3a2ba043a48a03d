package io.channelwise.data;

/**
 * Turns 8-bit values into what a network takes: {@code (value / 255 - mean) / std}, channel by channel.
 *
 * @param mean one or three means, of values scaled to 0 to 1; their number says how many channels the network takes
 * @param std as many standard deviations, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // Two short constant lists; never compared.
public record Normalization(float[] mean, float[] std) {

    /** Checks the numbers and keeps its own copy. */
    public Normalization {
        if ((mean.length != 1 && mean.length != 3) || std.length != mean.length) {
            throw new IllegalArgumentException(mean.length + " means and " + std.length
                    + " standard deviations; expected as many as channels, 1 or 3");
        }
        for (float deviation : std) {
            if (!(deviation > 0)) {
                throw new IllegalArgumentException("standard deviation: " + deviation + "; allowed: above 0");
            }
        }
        mean = mean.clone();
        std = std.clone();
    }

    /** The number of channels that come out: 1 (grey) or 3 (RGB). */
    public int channels() {
        return mean.length;
    }

    /** All that a byte can become: value {@code v} of channel {@code c} stands at {@code 256 * c + v}. */
    public float[] table() {
        float[] values = new float[channels() << 8];
        for (int channel = 0; channel < channels(); channel++) {
            System.arraycopy(table(channel), 0, values, channel << 8, 256);
        }
        return values;
    }

    /** Writes an image as {@code [C, H, W]} into {@code target} from {@code offset} on, grey or RGB as needed. */
    public void write(Image image, float[] target, int offset) {
        byte[] pixels = image.withChannels(channels()).pixels();
        if (channels() == 1) {
            writeGrey(pixels, table(0), target, offset);
        } else {
            writeRgb(pixels, new float[][] {table(0), table(1), table(2)}, target, offset);
        }
    }

    private static void writeGrey(byte[] pixels, float[] table, float[] target, int offset) {
        for (int i = 0; i < pixels.length; i++) {
            target[offset + i] = table[pixels[i] & 0xFF];
        }
    }

    private static void writeRgb(byte[] pixels, float[][] tables, float[] target, int offset) {
        float[] red = tables[0];
        float[] green = tables[1];
        float[] blue = tables[2];
        int plane = pixels.length / 3;
        for (int i = 0; i < plane; i++) {
            target[offset + i] = red[pixels[3 * i] & 0xFF];
            target[offset + plane + i] = green[pixels[3 * i + 1] & 0xFF];
            target[offset + 2 * plane + i] = blue[pixels[3 * i + 2] & 0xFF];
        }
    }

    private float[] table(int channel) {
        float[] values = new float[256];
        for (int value = 0; value < values.length; value++) {
            values[value] = (value / 255f - mean[channel]) / std[channel];
        }
        return values;
    }
}
