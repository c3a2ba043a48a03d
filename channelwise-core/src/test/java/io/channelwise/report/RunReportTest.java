package io.channelwise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {

    @Test
    void bestIsTheEarliestOfTheHighest() {
        RunHistory history = history(4, epoch(1, 0.5), epoch(2, 0.9), epoch(3, 0.9), epoch(4, 0.8));

        assertThat(history.best()).contains(history.epochs().get(1));
        assertThat(history.last()).contains(history.epochs().get(3));
        assertThat(history.finished()).isTrue();
        assertThat(history.seconds()).isCloseTo(40, within(1e-9));
        assertThat(history.imagesPerSecond()).isCloseTo(250, within(1e-9));
    }

    @Test
    void bestSkipsEpochsWithoutATest() {
        assertThat(history(3, epoch(1, Double.NaN), epoch(2, 0.4), epoch(3, Double.NaN))
                        .best())
                .map(EpochRecord::epoch)
                .contains(2);
        assertThat(history(1, epoch(1, Double.NaN)).best()).isEmpty();
    }

    @Test
    void runWithoutEpochs() {
        RunHistory history = history(2);

        assertThat(history.best()).isEmpty();
        assertThat(history.last()).isEmpty();
        assertThat(history.finished()).isFalse();
        assertThat(history.imagesPerSecond()).isNaN();
    }

    @Test
    void keepsTheMostConfidentMistakes() {
        List<Mistake> mistakes = SampleReports.mistakes(List.of("a", "b"), 30);
        List<Mistake> shuffled = new java.util.ArrayList<>(mistakes);
        java.util.Collections.reverse(shuffled);

        assertThat(with(new long[0][], shuffled).mistakes()).isEqualTo(mistakes.subList(0, 24));
    }

    @Test
    void refusesAMatrixOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(new long[3][2], List.of()))
                .withMessage("confusion: 3 rows; expected one for each of the 2 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(new long[2][3], List.of()))
                .withMessage("confusion: a row with 3 columns; expected one for each of the 2 classes");
    }

    @Test
    void refusesMoreEpochsThanPlanned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history(1, epoch(1, 0.5), epoch(2, 0.6)))
                .withMessage("plannedEpochs: 1, but 2 epochs are done; expected a plan of at least as many");
    }

    @Test
    void refusesAnEpochZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> epoch(0, 0.5))
                .withMessage("epoch: 0; epochs are counted from 1");
    }

    private static EpochRecord epoch(int epoch, double testTop1) {
        return new EpochRecord(epoch, 0.1, 1, 0.5, 1, testTop1, 1, 10, epoch * 100);
    }

    private static RunHistory history(int planned, EpochRecord... epochs) {
        return new RunHistory(
                "run", "model", "data", "1", Instant.EPOCH, planned, List.of(epochs), List.of("a", "b"), Map.of());
    }

    private static RunReport with(long[][] confusion, List<Mistake> mistakes) {
        return new RunReport(history(1), null, confusion, mistakes, DataNotes.NONE, List.of());
    }
}
