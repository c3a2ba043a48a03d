package io.channelwise.deploy;

import java.nio.FloatBuffer;

/** From the least to the largest of some numbers. */
record Range(double least, double largest) {

    /** @throws DeployException if a number is not finite */
    static Range of(FloatBuffer values) {
        float least = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = values.position(); i < values.limit(); i++) {
            least = Math.min(least, values.get(i));
            largest = Math.max(largest, values.get(i));
        }
        if (!Float.isFinite(least) || !Float.isFinite(largest)) {
            throw new DeployException("int8: the network makes numbers that are not finite on a calibration image");
        }
        return new Range(least, largest);
    }

    /** The range of both. */
    Range with(Range other) {
        return new Range(Math.min(least, other.least), Math.max(largest, other.largest));
    }

    /** The largest distance from 0. */
    double magnitude() {
        return Math.max(Math.abs(least), Math.abs(largest));
    }

    /** The part no further from 0 than this. */
    Range clipped(double threshold) {
        return new Range(Math.max(least, -threshold), Math.min(largest, threshold));
    }

    ActivationScale scale() {
        return ActivationScale.of(least, largest);
    }
}
