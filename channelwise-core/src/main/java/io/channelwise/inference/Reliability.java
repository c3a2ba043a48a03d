package io.channelwise.inference;

import io.channelwise.report.Calibration;
import java.util.List;
import java.util.stream.IntStream;

/** Adds up a reliability diagram image by image (Guo et al. 2017, arXiv 1706.04599, section 2). */
final class Reliability {

    /** As many as in the paper's experiments. */
    static final int BINS = 15;

    private final long[] samples = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidence = new double[BINS];

    /** Takes an image by its predicted class's probability; bin m holds ((m-1)/15, m/15]. */
    void add(double probability, boolean correct) {
        int bin = Math.max(0, (int) Math.ceil(probability * BINS) - 1);
        samples[bin]++;
        right[bin] += correct ? 1 : 0;
        confidence[bin] += probability;
    }

    Calibration result() {
        List<Calibration.Bin> bins =
                IntStream.range(0, BINS).mapToObj(this::bin).toList();
        return Calibration.of(bins);
    }

    private Calibration.Bin bin(int m) {
        double n = samples[m] == 0 ? Double.NaN : samples[m];
        return new Calibration.Bin(samples[m], confidence[m] / n, right[m] / n);
    }
}
