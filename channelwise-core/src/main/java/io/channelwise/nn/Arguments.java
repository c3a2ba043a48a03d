package io.channelwise.nn;

import io.channelwise.runtime.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Checks that speak before libtorch does: each error names the argument, its value and what is allowed. */
public final class Arguments {

    private Arguments() {}

    /** Requires a value of at least 1. */
    public static int positive(String name, int value) {
        return atLeast(name, value, 1);
    }

    /** Requires {@code value >= least}. */
    public static int atLeast(String name, int value, int least) {
        require(value >= least, name, value, least + " or more");
        return value;
    }

    /** Requires {@code least <= value <= most}. */
    public static int between(String name, int value, int least, int most) {
        require(value >= least && value <= most, name, value, least + " to " + most);
        return value;
    }

    /** Requires {@code least <= value <= most}; not-a-number is refused. */
    public static double between(String name, double value, double least, double most) {
        require(value >= least && value <= most, name, value, least + " to " + most);
        return value;
    }

    /** Requires that {@code divisor} divides {@code value}. */
    public static int divisible(String name, int value, String divisorName, int divisor) {
        require(value % divisor == 0, name, value, "a multiple of " + divisorName + ", " + divisor);
        return value;
    }

    /** Requires a condition on a named argument. */
    public static void require(boolean holds, String name, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + "; allowed: " + allowed);
        }
    }

    /** Requires an image batch {@code [N, channels, H, W]}. */
    public static Tensor images(Layer layer, Tensor input, int channels) {
        boolean fits = input.dim() == 4 && input.size(1) == channels;
        requireInput(fits, layer, input, "[N, " + channels + ", H, W]");
        return input;
    }

    /** Requires an image batch {@code [N, C, H, W]} of any number of channels. */
    public static Tensor images(Layer layer, Tensor input) {
        requireInput(input.dim() == 4, layer, input, "[N, C, H, W]");
        return input;
    }

    /** Requires a batch of vectors {@code [N, features]}. */
    public static Tensor vectors(Layer layer, Tensor input, int features) {
        boolean fits = input.dim() == 2 && input.size(1) == features;
        requireInput(fits, layer, input, "[N, " + features + "]");
        return input;
    }

    /** Requires a batch of sequences {@code [N, channels, L]}. */
    public static Tensor sequences(Layer layer, Tensor input, int channels) {
        boolean fits = input.dim() == 3 && input.size(1) == channels;
        requireInput(fits, layer, input, "[N, " + channels + ", L]");
        return input;
    }

    private static void requireInput(boolean fits, Layer layer, Tensor input, String allowed) {
        if (!fits) {
            require(false, "input of " + layer, Tensors.shapeOf(input), allowed);
        }
    }
}
