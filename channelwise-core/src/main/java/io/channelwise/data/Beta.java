package io.channelwise.data;

import java.util.random.RandomGenerator;

/** Draws from the symmetric Beta distribution, by which images are mixed. */
final class Beta {

    private Beta() {}

    static void requireAlpha(String transform, double alpha) {
        if (!(alpha >= 0.001 && alpha <= 100)) {
            throw new IllegalArgumentException(transform + " alpha: " + alpha + "; allowed: 0.001 to 100");
        }
    }

    /** A value in [0, 1] of Beta(alpha, alpha): mean 1/2, variance 1 / (8 alpha + 4). */
    static double draw(double alpha, RandomGenerator random) {
        double one = logGamma(alpha, random);
        double other = logGamma(alpha, random);
        return 1 / (1 + StrictMath.exp(other - one));
    }

    /**
     * The logarithm of a draw of Gamma(shape), by the method of Marsaglia and Tsang (2000). For shapes below 1 it is a
     * draw of Gamma(shape + 1) times u^(1 / shape), so small at times that only its logarithm can be told from 0.
     */
    private static double logGamma(double shape, RandomGenerator random) {
        if (shape < 1) {
            double uniform = 1 - random.nextDouble();
            return logGamma(shape + 1, random) + StrictMath.log(uniform) / shape;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double normal = gaussian(random);
            double v = cube(1 + c * normal);
            double uniform = 1 - random.nextDouble();
            if (v > 0 && StrictMath.log(uniform) < normal * normal / 2 + d - d * v + d * StrictMath.log(v)) {
                return StrictMath.log(d * v);
            }
        }
    }

    /** Box and Muller's transform; the generator's own method differs between Java versions. */
    private static double gaussian(RandomGenerator random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    private static double cube(double x) {
        return x * x * x;
    }
}
