package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchedulesTest {

    private static final double TOLERANCE = 1e-12;

    @Test
    void cosineIsBitForBitWhatItWasBeforeThereWereOthers() {
        CosineSchedule schedule = new CosineSchedule(0.3, 7, 100);
        for (long step = 7; step < 100; step++) {
            double progress = (double) (step - 7) / 93;
            assertThat(schedule.rate(step)).isEqualTo(0.3 * 0.5 * (1 + Math.cos(Math.PI * progress)));
        }
    }

    @Test
    void polynomialFallsByItsPower() {
        PolynomialSchedule line = new PolynomialSchedule(0.4, 4, 14, 1);
        PolynomialSchedule square = new PolynomialSchedule(0.4, 4, 14, 2);

        assertThat(rates(line, 0, 4)).containsExactly(0.1, 0.2, 0.4 * 3 / 4, 0.4);
        for (long step = 4; step <= 14; step++) {
            double left = (14.0 - step) / 10;
            assertThat(line.rate(step)).isCloseTo(0.4 * left, within(TOLERANCE));
            assertThat(square.rate(step)).isCloseTo(0.4 * left * left, within(TOLERANCE));
        }
    }

    @Test
    void stepsAreTakenAtTheirMilestones() {
        StepSchedule schedule = new StepSchedule(1, 2, 12, List.of(6L, 9L), 0.1);

        assertThat(rates(schedule, 0, 6)).containsExactly(0.5, 1.0, 1.0, 1.0, 1.0, 1.0);
        assertThat(rates(schedule, 6, 9)).containsOnly(0.1);
        assertThat(rates(schedule, 9, 12)).allSatisfy(rate -> assertThat(rate).isCloseTo(0.01, within(TOLERANCE)));
    }

    /** PyTorch's formula: cosines between the rates at steps 0, 0.3 n - 1 and n - 1, which are p / 25, p and p / 250,000. */
    @Test
    void oneCycleIsPyTorchs() {
        double peak = 0.5;
        OneCycleSchedule schedule = new OneCycleSchedule(peak, 30, 100);

        assertThat(schedule.rate(0)).isCloseTo(peak / 25, within(TOLERANCE));
        assertThat(schedule.rate(29)).isEqualTo(peak);
        assertThat(schedule.rate(99)).isCloseTo(peak / 250_000, within(TOLERANCE));
        for (long step = 0; step < 100; step++) {
            double expected =
                    step < 30 ? cosine(peak / 25, peak, step / 29.0) : cosine(peak, peak / 250_000, (step - 29) / 70.0);
            assertThat(schedule.rate(step)).isCloseTo(expected, within(TOLERANCE));
        }
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) / 2 * (Math.cos(Math.PI * progress) + 1);
    }

    @ParameterizedTest
    @EnumSource
    void everyOneHasItsPeakAtTheEndOfTheWarmUpAndThenFalls(LearningRate.Shape shape) {
        Schedule schedule = LearningRate.cosine(0.2, 2).along(shape).over(10, 7);

        assertThat(schedule.totalSteps()).isEqualTo(70);
        assertThat(schedule.rate(13)).isEqualTo(0.2);
        assertThat(rates(schedule, 0, 14)).isSorted().doesNotHaveDuplicates().allMatch(rate -> rate > 0);
        for (long step = 14; step < 70; step++) {
            assertThat(schedule.rate(step)).isBetween(0.0, schedule.rate(step - 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOneDoesWithoutAWarmUp(LearningRate.Shape shape) {
        Schedule schedule = LearningRate.cosine(0.2, 0).along(shape).over(2, 5);

        assertThat(schedule.rate(0)).isPositive().isLessThanOrEqualTo(0.2);
        assertThat(rates(schedule, 0, 10)).allMatch(Double::isFinite);
    }

    @Test
    void milestonesAreSharesOfTheRun() {
        Schedule schedule = LearningRate.cosine(0.1, 0).steppingAt(0.5, 0.75).over(164, 390);

        assertThat(schedule).isEqualTo(new StepSchedule(0.1, 0, 164 * 390, List.of(82 * 390L, 123 * 390L), 0.1));
    }

    @Test
    void settingsAreChecked() {
        LearningRate rate = LearningRate.cosine(0.1, 0);
        assertThatThrownBy(() -> rate.steppingAt(1.5)).hasMessage("step at: 1.5; allowed: 0.0 to 1.0");
        assertThatThrownBy(() -> rate.headScale(-1)).hasMessageContaining("head rate scale: -1.0");
        assertThatThrownBy(() -> new PolynomialSchedule(0.1, 0, 10, 0)).hasMessageContaining("power: 0.0");
    }

    private static List<Double> rates(Schedule schedule, long from, long to) {
        return LongStream.range(from, to).mapToObj(schedule::rate).toList();
    }
}
