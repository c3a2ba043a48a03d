package io.channelwise.train;

/**
 * Half a cosine from the peak down to 0 (Loshchilov and Hutter 2017, arXiv 1608.03983, equation 5, without restarts).
 *
 * @param peak the highest rate
 * @param warmupSteps steps before the peak
 * @param totalSteps all steps of the run
 */
public record CosineSchedule(double peak, long warmupSteps, long totalSteps) implements Schedule {

    public CosineSchedule {
        Schedule.require(peak, warmupSteps, totalSteps);
    }

    @Override
    public double fall(long step) {
        return peak * 0.5 * (1 + Math.cos(Math.PI * progress(step)));
    }
}
