package io.channelwise.data;

import java.util.random.RandomGenerator;

/** Draws that several transforms make. */
final class Draws {

    private Draws() {}

    /** Uniform in [{@code from}, {@code to}). */
    static double uniform(double from, double to, RandomGenerator random) {
        return from + (to - from) * random.nextDouble();
    }

    /** Between two bounds above 0, with its logarithm uniform, so that a ratio is as likely as its inverse. */
    static double logUniform(double from, double to, RandomGenerator random) {
        return Math.exp(uniform(Math.log(from), Math.log(to), random));
    }
}
