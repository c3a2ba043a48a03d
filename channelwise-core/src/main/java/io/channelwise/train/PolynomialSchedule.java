package io.channelwise.train;

import io.channelwise.nn.Arguments;

/**
 * {@code peak (1 - progress)^power}: a straight line down to 0 with power 1, a "poly" schedule as in DeepLab (Chen et al.
 * 2017, arXiv 1606.00915, section 4.1) with 0.9.
 *
 * @param peak the highest rate
 * @param warmupSteps steps before the peak
 * @param totalSteps all steps of the run
 * @param power above 0
 */
public record PolynomialSchedule(double peak, long warmupSteps, long totalSteps, double power) implements Schedule {

    public PolynomialSchedule {
        Schedule.require(peak, warmupSteps, totalSteps);
        Arguments.require(power > 0 && Double.isFinite(power), "power", power, "a number above 0");
    }

    @Override
    public double fall(long step) {
        return peak * Math.pow(1 - progress(step), power);
    }
}
