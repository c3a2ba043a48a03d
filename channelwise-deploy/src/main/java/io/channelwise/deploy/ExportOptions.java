package io.channelwise.deploy;

import java.util.Optional;
import java.util.Set;

/**
 * How a network becomes an ONNX file: start from {@link #DEFAULT} and change what differs.
 *
 * @param opset of the operators, 13 to 21; 17 by default, which runtimes since 2022 take; a later one is not faster
 * @param size of the input; the preprocessing's by default, fixed
 * @param embedPreprocessing whether the graph takes bytes {@code [N, H, W, C]} and scales and normalises them itself;
 *     false by default. Resizing and cropping stay outside
 * @param inlineBytes up to how many bytes of weights stand in the file itself; more go into {@code NAME.onnx.data}
 *     beside it. 2 GB by default, what the format can hold
 * @param rewrites what is made faster; {@link Rewrite#CHOSEN} by default
 */
public record ExportOptions(
        int opset, Optional<InputSize> size, boolean embedPreprocessing, long inlineBytes, Set<Rewrite> rewrites) {

    /** The least opset. */
    public static final int LEAST_OPSET = 13;

    /** The latest opset. */
    public static final int LATEST_OPSET = 21;

    /** For the preprocessing's size, normalised outside. */
    public static final ExportOptions DEFAULT =
            new ExportOptions(17, Optional.empty(), false, 2_000_000_000L, Rewrite.CHOSEN);

    /** @throws IllegalArgumentException if the opset is out of range */
    public ExportOptions {
        if (opset < LEAST_OPSET || opset > LATEST_OPSET) {
            throw new IllegalArgumentException("opset: " + opset + "; allowed: " + LEAST_OPSET + " to " + LATEST_OPSET);
        }
        rewrites = Set.copyOf(rewrites);
    }

    /** The same in another opset. */
    public ExportOptions opset(int wish) {
        return new ExportOptions(wish, size, embedPreprocessing, inlineBytes, rewrites);
    }

    /** The same for another input. */
    public ExportOptions size(InputSize wish) {
        return new ExportOptions(opset, Optional.of(wish), embedPreprocessing, inlineBytes, rewrites);
    }

    /** The same with or without normalisation in the graph. */
    public ExportOptions embedPreprocessing(boolean wish) {
        return new ExportOptions(opset, size, wish, inlineBytes, rewrites);
    }

    /** The same with another limit of the weights in the file itself. */
    public ExportOptions inlineBytes(long most) {
        return new ExportOptions(opset, size, embedPreprocessing, most, rewrites);
    }

    /** The same with other rewrites. */
    public ExportOptions rewrites(Set<Rewrite> wish) {
        return new ExportOptions(opset, size, embedPreprocessing, inlineBytes, wish);
    }
}
