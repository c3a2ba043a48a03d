package io.channelwise.weights;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The kernels by which resizing weighs the pixels around a point, as in Pillow. A smaller image stretches them, so that
 * each of its pixels averages over those that fall together.
 */
public enum Interpolation {
    /** A triangle one pixel wide to each side. */
    @JsonProperty("bilinear")
    BILINEAR(1) {
        @Override
        public double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },

    /** Keys' cubic convolution (1981) two pixels wide to each side, with a = -0.5. */
    @JsonProperty("bicubic")
    BICUBIC(2) {
        @Override
        public double weight(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return (1.5 * x - 2.5) * x * x + 1;
            }
            return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
        }
    };

    private final int support;

    Interpolation(int support) {
        this.support = support;
    }

    /** How far the kernel reaches to each side, in pixels. */
    public int support() {
        return support;
    }

    /** The kernel's value at a distance in pixels. */
    public abstract double weight(double distance);
}
