package io.channelwise.report;

import java.util.List;

/**
 * Whether a network is as often right as it is confident: a reliability diagram and its summary (Guo et al. 2017, arXiv
 * 1706.04599).
 *
 * @param error the expected calibration error, 0 to 1: the gap between accuracy and confidence, averaged over the images
 *     (equation 3); NaN without an image
 * @param bins of equal width, from confidence 0 to 1; the first holds (0, 1/n], the last ((n-1)/n, 1]
 */
public record Calibration(double error, List<Bin> bins) {

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * The images whose confidence lies in one interval.
     *
     * @param samples the number of images
     * @param confidence mean probability of the predicted class; NaN without an image
     * @param accuracy share of the images whose predicted class is right; NaN without an image
     */
    public record Bin(long samples, double confidence, double accuracy) {}

    /** Sums up the bins. */
    public static Calibration of(List<Bin> bins) {
        long samples = bins.stream().mapToLong(Bin::samples).sum();
        double gaps = bins.stream()
                .filter(bin -> bin.samples > 0)
                .mapToDouble(bin -> bin.samples * Math.abs(bin.accuracy - bin.confidence))
                .sum();
        return new Calibration(samples == 0 ? Double.NaN : gaps / samples, bins);
    }
}
