package io.channelwise.train;

import io.channelwise.nn.Arguments;

/**
 * The learning rate over the steps of a run: linear warm-up from 0, then half a cosine down to 0 (Loshchilov and Hutter
 * 2017, arXiv 1608.03983, equation 5, without restarts).
 *
 * @param peak the highest rate
 * @param warmupSteps steps before the peak
 * @param totalSteps all steps of the run
 */
public record CosineSchedule(double peak, long warmupSteps, long totalSteps) {

    public CosineSchedule {
        Arguments.require(peak > 0 && Double.isFinite(peak), "learning rate", peak, "a number above 0");
        boolean fits = warmupSteps >= 0 && warmupSteps <= totalSteps;
        Arguments.require(fits, "warm-up steps", warmupSteps, "0 to the run's " + totalSteps);
    }

    /** The rate of a step, counted from 0. */
    public double rate(long step) {
        if (step < warmupSteps) {
            return peak * (step + 1) / warmupSteps;
        }
        double progress = (double) (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps);
        return peak * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    }
}
