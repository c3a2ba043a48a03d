package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;

/** The output size of adaptive pooling; {@code null} keeps the input's extent. */
record AdaptiveSize(Integer height, Integer width) {

    AdaptiveSize {
        requirePositive("height", height);
        requirePositive("width", width);
    }

    long[] forInput(Tensor x) {
        return new long[] {height == null ? x.size(2) : height, width == null ? x.size(3) : width};
    }

    boolean isOne() {
        return height != null && height == 1 && width != null && width == 1;
    }

    private static void requirePositive(String name, Integer extent) {
        Arguments.require(extent == null || extent > 0, name, extent, "1 or more, or null for the input's");
    }

    @Override
    public String toString() {
        return "(" + height + ", " + width + ")";
    }
}
