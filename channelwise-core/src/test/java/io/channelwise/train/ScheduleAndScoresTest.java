package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.inference.Evaluation;
import io.channelwise.inference.EvaluationException;
import io.channelwise.inference.Scorer;
import org.junit.jupiter.api.Test;

class ScheduleAndScoresTest {

    @Test
    void risesToThePeakThenFallsToZero() {
        CosineSchedule schedule = new CosineSchedule(0.4, 4, 14);

        assertThat(schedule.rate(0)).isEqualTo(0.1);
        assertThat(schedule.rate(3)).isEqualTo(0.4);
        assertThat(schedule.rate(4)).isEqualTo(0.4);
        assertThat(schedule.rate(9)).isCloseTo(0.2, within(1e-12));
        assertThat(schedule.rate(14)).isCloseTo(0, within(1e-12));
    }

    @Test
    void aWarmUpLongerThanTheRunIsRefused() {
        assertThatThrownBy(() -> new CosineSchedule(0.4, 15, 14)).hasMessageContaining("warm-up steps: 15");
    }

    @Test
    void scoresAreThoseOfTheDefinition() {
        Scorer scorer = new Scorer(6);
        float[] logits = {
            5, 4, 3, 2, 1, 0, //
            0, 1, 2, 3, 4, 5,
            2, 0, 0, 0, 0, 0
        };
        scorer.add(logits, new int[] {0, 0, 1}, new int[] {10, 11, 12});
        Evaluation evaluation = scorer.result();

        assertThat(evaluation.samples()).isEqualTo(3);
        assertThat(evaluation.top1()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(evaluation.top5()).isCloseTo(2 / 3.0, within(1e-12));
        double steps = Math.log(1 + Math.exp(-1) + Math.exp(-2) + Math.exp(-3) + Math.exp(-4) + Math.exp(-5));
        double last = Math.log(Math.exp(2) + 5);
        assertThat(evaluation.loss()).isCloseTo((steps + steps + 5 + last) / 3, within(1e-6));
        assertThat(evaluation.confusion()[0]).containsExactly(1, 0, 0, 0, 0, 1);
        assertThat(evaluation.confusion()[1]).containsExactly(1, 0, 0, 0, 0, 0);
        assertThat(evaluation.worst()).extracting(Evaluation.Wrong::index).containsExactly(11, 12);
        assertThat(evaluation.worst().get(0).confidence()).isCloseTo(Math.exp(-steps), within(1e-6));
    }

    @Test
    void outputsThatAreNoNumbersAreNoScore() {
        Scorer scorer = new Scorer(2);
        assertThatThrownBy(() -> scorer.add(new float[] {Float.NaN, 1}, new int[] {0}, new int[] {0}))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("not finite");
    }
}
