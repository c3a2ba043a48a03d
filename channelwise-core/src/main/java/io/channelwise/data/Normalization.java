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

    /** Writes an image as {@code [C, H, W]} into {@code target} from {@code offset} on, grey or RGB as needed. */
    public void write(Image image, float[] target, int offset) {
        byte[] pixels = image.withChannels(channels()).pixels();
        int plane = image.height() * image.width();
        for (int c = 0; c < channels(); c++) {
            float[] values = table(c);
            int at = offset + c * plane;
            for (int i = c; i < pixels.length; i += channels()) {
                target[at++] = values[pixels[i] & 0xFF];
            }
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
