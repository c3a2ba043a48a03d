package io.channelwise.deploy;

import java.util.Arrays;

/**
 * Where to clip a histogram of magnitudes so that its quantised form diverges least from it: Migacz, "8-bit Inference with
 * TensorRT", GTC 2017. For each last bin the reference P has what is clipped in that bin; Q is the same part merged into as
 * many groups as there are levels, each group spread evenly over its bins that hold something. The least of
 * {@code KL(P || Q)} wins.
 */
final class EntropySearch {

    private EntropySearch() {}

    /** The last bin that is kept. */
    static int lastBin(long[] counts, int levels) {
        double[] bins = smoothed(counts, counts.length / levels);
        double total = Arrays.stream(bins).sum();
        int best = bins.length;
        double least = Double.POSITIVE_INFINITY;
        for (int kept = bins.length; kept >= levels && total > 0; kept--) {
            double divergence = divergence(bins, kept, levels, total);
            if (divergence < least) {
                least = divergence;
                best = kept;
            }
        }
        return best - 1;
    }

    /**
     * The mean of so many bins around each. What is finer than a step of the whole range must not count: a uniform
     * background puts many numbers into one bin, and only a range as narrow as that bin would keep it apart from its
     * neighbours.
     */
    private static double[] smoothed(long[] counts, int width) {
        long[] bins = counts.clone();
        // Zero is exact at any scale, and ReLU leaves so many of them that nothing else would count.
        bins[0] = bins[1];
        double[] means = new double[bins.length];
        for (int i = 0; i < bins.length; i++) {
            int from = Math.max(0, i - width / 2);
            int to = Math.min(bins.length, from + width);
            means[i] = Arrays.stream(bins, from, to).sum() / (double) (to - from);
        }
        return means;
    }

    /** {@code KL(P || Q)}; infinite where Q lacks what P has. */
    static double divergence(double[] bins, int kept, int levels, double total) {
        double[] merged = merge(bins, kept, levels);
        double inside = Arrays.stream(bins, 0, kept).sum();
        double divergence = 0;
        for (int i = 0; i < kept; i++) {
            double p = (i == kept - 1 ? bins[i] + total - inside : bins[i]) / total;
            if (p > 0) {
                divergence += p * Math.log(p * inside / merged[i]);
            }
        }
        return divergence;
    }

    private static double[] merge(double[] bins, int kept, int levels) {
        double[] merged = new double[kept];
        for (int level = 0; level < levels; level++) {
            int from = (int) ((long) level * kept / levels);
            int to = (int) ((level + 1L) * kept / levels);
            spread(bins, from, to, merged);
        }
        return merged;
    }

    private static void spread(double[] bins, int from, int to, double[] merged) {
        double sum = 0;
        int filled = 0;
        for (int i = from; i < to; i++) {
            sum += bins[i];
            filled += bins[i] > 0 ? 1 : 0;
        }
        for (int i = from; i < to; i++) {
            merged[i] = bins[i] > 0 ? sum / filled : 0;
        }
    }
}
