package io.channelwise.benchmarks;

import io.channelwise.inference.MemoryLayout;

/**
 * How one contestant did.
 *
 * @param name of the contestant
 * @param layout the memory layout in which it was faster
 * @param milliseconds of its median turn, a step
 * @param least milliseconds of its fastest turn, a step
 * @param cpuMilliseconds of processor time of its median turn, a step
 * @param ratio its time over the first contestant's, the median of the rounds
 * @param peakMebibytes its greatest resident size
 */
record Score(
        String name,
        MemoryLayout layout,
        double milliseconds,
        double least,
        double cpuMilliseconds,
        double ratio,
        double peakMebibytes) {}
