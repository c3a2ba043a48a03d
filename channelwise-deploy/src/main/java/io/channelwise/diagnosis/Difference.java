package io.channelwise.diagnosis;

import java.util.Locale;
import java.util.Optional;

/** How far numbers are from what they should be, as a share of the largest of those. */
final class Difference {

    /** Sums of thousands of float32 products differ by some millionths; a wrong one differs by far more than this. */
    static final double ALLOWED = 1e-4;

    private Difference() {}

    /** What is wrong with them; empty where nothing is. */
    static Optional<String> between(float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Optional.of("has " + actual.length + " values instead of " + expected.length);
        }
        double largest = 0;
        double farthest = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!Float.isFinite(actual[i])) {
                return Optional.of("is not finite");
            }
            largest = Math.max(largest, Math.abs(expected[i]));
            farthest = Math.max(farthest, Math.abs((double) expected[i] - actual[i]));
        }
        return farthest <= ALLOWED * largest
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "differs by %.2g of the largest value", farthest / largest));
    }
}
