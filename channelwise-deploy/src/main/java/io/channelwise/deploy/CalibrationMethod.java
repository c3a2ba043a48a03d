package io.channelwise.deploy;

import java.util.Locale;

/**
 * Which part of a tensor's range 256 bytes stand for; what lies beyond is clipped. Wu et al. 2020 (arXiv 2004.09602,
 * section 5.1) compare the three.
 */
public enum CalibrationMethod {
    /** All that was seen. */
    MINMAX {
        @Override
        double threshold(MagnitudeHistogram magnitudes, int levels) {
            return magnitudes.largest();
        }
    },
    /** The smallest 99.99 % of the magnitudes. */
    PERCENTILE {
        @Override
        double threshold(MagnitudeHistogram magnitudes, int levels) {
            return magnitudes.percentile(KEPT);
        }
    },
    /** What loses the least information, by the Kullback-Leibler divergence of smoothed histograms. */
    ENTROPY {
        @Override
        double threshold(MagnitudeHistogram magnitudes, int levels) {
            return magnitudes.edge(EntropySearch.lastBin(magnitudes.counts(), levels));
        }
    };

    private static final double KEPT = 0.9999;

    /** The largest magnitude that is kept, where magnitudes have so many levels. */
    abstract double threshold(MagnitudeHistogram magnitudes, int levels);

    /** {@code minmax}, {@code percentile} or {@code entropy}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
