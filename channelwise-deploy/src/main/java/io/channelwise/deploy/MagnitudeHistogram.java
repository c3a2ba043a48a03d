package io.channelwise.deploy;

import java.nio.FloatBuffer;

/** How often the magnitudes of a tensor's numbers occur, in {@value #BINS} bins of equal width from 0 to the largest. */
final class MagnitudeHistogram {

    static final int BINS = 2048;

    private final long[] counts = new long[BINS];
    private final double width;
    private long total;

    /** For numbers up to this magnitude; larger ones count in the last bin. */
    MagnitudeHistogram(double largest) {
        this.width = largest / BINS;
    }

    void add(FloatBuffer values) {
        double bins = width > 0 ? 1 / width : 0;
        for (int i = values.position(); i < values.limit(); i++) {
            counts[(int) Math.min(BINS - 1.0, Math.abs(values.get(i)) * bins)]++;
        }
        total += values.remaining();
    }

    /** A copy of the counts. */
    long[] counts() {
        return counts.clone();
    }

    /** The upper edge of a bin. */
    double edge(int bin) {
        return (bin + 1) * width;
    }

    double largest() {
        return edge(BINS - 1);
    }

    /** The least edge below which this share of the numbers lies. */
    double percentile(double share) {
        long wanted = (long) Math.ceil(share * total);
        long below = 0;
        int bin = -1;
        while (bin < BINS - 1 && below < wanted) {
            below += counts[++bin];
        }
        return edge(Math.max(bin, 0));
    }
}
