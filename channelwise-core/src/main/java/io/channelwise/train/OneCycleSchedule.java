package io.channelwise.train;

/**
 * One cycle (Smith and Topin 2018, arXiv 1708.07120) as {@code torch.optim.lr_scheduler.OneCycleLR} has it: the warm-up
 * rises along half a cosine from a 25th of the peak, and the rest falls along another to a 250,000th.
 *
 * @param peak the highest rate
 * @param warmupSteps steps up to the peak
 * @param totalSteps all steps of the run
 */
public record OneCycleSchedule(double peak, long warmupSteps, long totalSteps) implements Schedule {

    private static final double FIRST = 1.0 / 25;
    private static final double LAST = FIRST / 1e4;

    public OneCycleSchedule {
        Schedule.require(peak, warmupSteps, totalSteps);
    }

    @Override
    public double rise(long step) {
        return between(peak * FIRST, peak, (double) step / Math.max(1, warmupSteps - 1));
    }

    @Override
    public double fall(long step) {
        double progress = (double) (step - warmupSteps + 1) / Math.max(1, totalSteps - warmupSteps);
        return between(peak, peak * LAST, Math.min(1, progress));
    }

    private static double between(double from, double to, double progress) {
        return to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * progress));
    }
}
