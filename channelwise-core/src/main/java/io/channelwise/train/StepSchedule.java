package io.channelwise.train;

import java.util.List;

/**
 * The peak, multiplied by a factor from each milestone on, as residual networks were first trained (He et al. 2015, arXiv
 * 1512.03385, section 4.2).
 *
 * @param peak the highest rate
 * @param warmupSteps steps before the peak
 * @param totalSteps all steps of the run
 * @param milestones the steps from which the rate is lower
 * @param factor what each milestone multiplies it by
 */
public record StepSchedule(double peak, long warmupSteps, long totalSteps, List<Long> milestones, double factor)
        implements Schedule {

    public StepSchedule {
        Schedule.require(peak, warmupSteps, totalSteps);
        milestones = List.copyOf(milestones);
    }

    @Override
    public double fall(long step) {
        long passed = milestones.stream().filter(milestone -> step >= milestone).count();
        return peak * Math.pow(factor, passed);
    }
}
