package io.channelwise.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.channelwise.nn.Arguments;
import java.util.List;
import java.util.Locale;

/**
 * The learning rate of a run.
 *
 * @param peak the highest rate; {@code learning_rate} in JSON
 * @param schedule how it falls after the warm-up
 * @param warmupEpochs epochs over which it rises to its peak
 * @param stepAt of the step schedule: the shares of the run, 0 to 1, after which the rate is lower
 * @param stepFactor of the step schedule: what it is then multiplied by
 * @param power of the polynomial schedule
 * @param headScale what the rate of the head, the last linear layer, is multiplied by
 */
public record LearningRate(
        @JsonProperty("learning_rate") double peak,
        Shape schedule,
        double warmupEpochs,
        List<Double> stepAt,
        double stepFactor,
        double power,
        double headScale) {

    /** The schedules. */
    public enum Shape {
        /** {@link CosineSchedule}. */
        COSINE,
        /** {@link StepSchedule}. */
        STEP,
        /** {@link OneCycleSchedule}. */
        ONE_CYCLE,
        /** {@link PolynomialSchedule}. */
        POLYNOMIAL;

        /** {@code cosine}, {@code step}, {@code one-cycle} or {@code polynomial}. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Half and three quarters of the run, as He et al. trained on CIFAR-10: arXiv 1512.03385, section 4.2. */
    public static final List<Double> STEP_AT = List.of(0.5, 0.75);

    private static final double STEP_FACTOR = 0.1;

    public LearningRate {
        Arguments.require(peak > 0 && Double.isFinite(peak), "learning rate", peak, "a number above 0");
        Arguments.require(
                warmupEpochs >= 0 && Double.isFinite(warmupEpochs), "warm-up epochs", warmupEpochs, "0 to the epochs");
        stepAt = List.copyOf(stepAt);
        stepAt.forEach(share -> Arguments.between("step at", share, 0, 1));
        Arguments.between("step factor", stepFactor, 0, 1);
        Arguments.require(power > 0 && power <= 10, "power", power, "above 0, up to 10");
        Arguments.between("head rate scale", headScale, 0, 1000);
    }

    /** A linear warm-up and half a cosine. */
    public static LearningRate cosine(double peak, double warmupEpochs) {
        return new LearningRate(peak, Shape.COSINE, warmupEpochs, STEP_AT, STEP_FACTOR, 1, 1);
    }

    /** The same along another schedule. */
    public LearningRate along(Shape shape) {
        return new LearningRate(peak, shape, warmupEpochs, stepAt, stepFactor, power, headScale);
    }

    /** The same, a tenth after each of these shares of the run. */
    public LearningRate steppingAt(Double... shares) {
        return new LearningRate(peak, Shape.STEP, warmupEpochs, List.of(shares), STEP_FACTOR, power, headScale);
    }

    /** The same with another scale for the head. */
    public LearningRate headScale(double scale) {
        return new LearningRate(peak, schedule, warmupEpochs, stepAt, stepFactor, power, scale);
    }

    Schedule over(int epochs, int stepsPerEpoch) {
        long total = (long) epochs * stepsPerEpoch;
        long warmup = Math.round(warmupEpochs * stepsPerEpoch);
        return switch (schedule) {
            case COSINE -> new CosineSchedule(peak, warmup, total);
            case STEP -> new StepSchedule(peak, warmup, total, milestones(total), stepFactor);
            case ONE_CYCLE -> new OneCycleSchedule(peak, warmup, total);
            case POLYNOMIAL -> new PolynomialSchedule(peak, warmup, total, power);
        };
    }

    private List<Long> milestones(long steps) {
        return stepAt.stream().map(share -> Math.round(share * steps)).toList();
    }
}
