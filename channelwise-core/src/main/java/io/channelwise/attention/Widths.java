package io.channelwise.attention;

/** The hidden widths that a ratio of channels gives. */
final class Widths {

    private Widths() {}

    /** The multiple of {@code divisor} closest to a positive width, halves rounded up; at least {@code least}. */
    static int rounded(double width, int divisor, int least) {
        int multiple = (int) (width + divisor / 2.0) / divisor * divisor;
        return Math.max(least, multiple);
    }
}
