package io.channelwise.attention;

import io.channelwise.nn.Arguments;

/**
 * What a {@link SelectiveKernel} is made of: start from {@link #of} and change what differs.
 *
 * @param in input channels, a multiple of {@code groups}
 * @param out output channels, a multiple of {@code groups}
 * @param stride of every branch in pixels; 1 by default
 * @param branches M; 2 by default
 * @param smallestKernel receptive field of the first branch in pixels, 1 or 3 (the default); each further branch reaches
 *     one pixel more on every side
 * @param groups of every branch; 1 by default, 32 in the paper
 * @param reduction r, from 1 to {@code out}; 4 by default, 16 in the paper
 * @param minimum L, the least length of the fused vector; 1 by default, 32 in the paper
 * @param normalizedFuse whether the fusing layer has a batch norm in place of its bias, as in the paper (equation 3);
 *     false by default
 */
public record SelectiveKernelOptions(
        int in,
        int out,
        int stride,
        int branches,
        int smallestKernel,
        int groups,
        int reduction,
        int minimum,
        boolean normalizedFuse) {

    public SelectiveKernelOptions {
        Arguments.positive("in", in);
        Arguments.positive("out", out);
        Arguments.positive("stride", stride);
        Arguments.positive("branches", branches);
        Arguments.require(smallestKernel == 1 || smallestKernel == 3, "smallestKernel", smallestKernel, "1 or 3");
        Arguments.positive("groups", groups);
        Arguments.divisible("in", in, "groups", groups);
        Arguments.divisible("out", out, "groups", groups);
        Arguments.between("reduction", reduction, 1, out);
        Arguments.positive("minimum", minimum);
    }

    /** As the SK notes' SKConv: stride 1, two branches, one group, reduction 4. At least 4 channels. */
    public static SelectiveKernelOptions of(int channels) {
        Arguments.atLeast("channels", channels, 4);
        return new SelectiveKernelOptions(channels, channels, 1, 2, 3, 1, 4, 1, false);
    }

    /** As the paper's SK[2, 32, 16] with L = 32: two branches of 32 groups, d = max(C / 16, 32). */
    public static SelectiveKernelOptions paper(int channels) {
        Arguments.atLeast("channels", channels, 32);
        return new SelectiveKernelOptions(channels, channels, 1, 2, 3, 32, 16, 32, true);
    }

    /** The same from another number of input channels. */
    public SelectiveKernelOptions in(int in) {
        return new SelectiveKernelOptions(
                in, out, stride, branches, smallestKernel, groups, reduction, minimum, normalizedFuse);
    }

    /** The same with another stride. */
    public SelectiveKernelOptions stride(int stride) {
        return new SelectiveKernelOptions(
                in, out, stride, branches, smallestKernel, groups, reduction, minimum, normalizedFuse);
    }

    /** The same with another number of branches M. */
    public SelectiveKernelOptions branches(int branches) {
        return new SelectiveKernelOptions(
                in, out, stride, branches, smallestKernel, groups, reduction, minimum, normalizedFuse);
    }

    /** The same with another receptive field of the first branch, 1 or 3. */
    public SelectiveKernelOptions smallestKernel(int smallestKernel) {
        return new SelectiveKernelOptions(
                in, out, stride, branches, smallestKernel, groups, reduction, minimum, normalizedFuse);
    }

    /** The same with other groups G. */
    public SelectiveKernelOptions groups(int groups) {
        return new SelectiveKernelOptions(
                in, out, stride, branches, smallestKernel, groups, reduction, minimum, normalizedFuse);
    }

    /** The same with another reduction r. */
    public SelectiveKernelOptions reduction(int reduction) {
        return new SelectiveKernelOptions(
                in, out, stride, branches, smallestKernel, groups, reduction, minimum, normalizedFuse);
    }

    /** The same with another least length L of the fused vector. */
    public SelectiveKernelOptions minimum(int minimum) {
        return new SelectiveKernelOptions(
                in, out, stride, branches, smallestKernel, groups, reduction, minimum, normalizedFuse);
    }

    /** The length of the fused vector: d = max(C / r, L), equation 4. */
    public int fused() {
        return Math.max(out / reduction, minimum);
    }
}
