package io.channelwise.train;

import io.channelwise.nn.Arguments;

/**
 * The learning rate over the steps of a run, which count from 0: a linear warm-up (Goyal et al. 2017, arXiv 1706.02677,
 * section 2.2), then the fall that each schedule has of its own.
 */
public sealed interface Schedule permits CosineSchedule, OneCycleSchedule, PolynomialSchedule, StepSchedule {

    /** The highest rate. */
    double peak();

    /** Steps of the warm-up; the last of them has the peak. */
    long warmupSteps();

    /** All steps of the run. */
    long totalSteps();

    /** The rate of a step after the warm-up. */
    double fall(long step);

    /** The rate of a step within the warm-up. */
    default double rise(long step) {
        return peak() * (step + 1) / warmupSteps();
    }

    /** The rate of a step. */
    default double rate(long step) {
        return step < warmupSteps() ? rise(step) : fall(step);
    }

    /** How much of what follows the warm-up is done before a step, 0 to 1. */
    default double progress(long step) {
        return Math.min(1, (double) (step - warmupSteps()) / Math.max(1, totalSteps() - warmupSteps()));
    }

    /** Checks what all schedules have in common. */
    static void require(double peak, long warmupSteps, long totalSteps) {
        Arguments.require(peak > 0 && Double.isFinite(peak), "learning rate", peak, "a number above 0");
        boolean fits = warmupSteps >= 0 && warmupSteps <= totalSteps;
        Arguments.require(fits, "warm-up steps", warmupSteps, "0 to the run's " + totalSteps);
    }
}
