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
        RunReport report = report(4, epoch(1, 0.5), epoch(2, 0.9), epoch(3, 0.9), epoch(4, 0.8));

        assertThat(report.best()).contains(report.epochs().get(1));
        assertThat(report.last()).contains(report.epochs().get(3));
        assertThat(report.finished()).isTrue();
        assertThat(report.seconds()).isCloseTo(40, within(1e-9));
        assertThat(report.imagesPerSecond()).isCloseTo(250, within(1e-9));
    }

    @Test
    void bestSkipsEpochsWithoutATest() {
        assertThat(report(3, epoch(1, Double.NaN), epoch(2, 0.4), epoch(3, Double.NaN))
                        .best())
                .map(EpochRecord::epoch)
                .contains(2);
        assertThat(report(1, epoch(1, Double.NaN)).best()).isEmpty();
    }

    @Test
    void runWithoutEpochs() {
        RunReport report = report(2);

        assertThat(report.best()).isEmpty();
        assertThat(report.last()).isEmpty();
        assertThat(report.finished()).isFalse();
        assertThat(report.imagesPerSecond()).isNaN();
    }

    @Test
    void keepsTheMostConfidentMistakes() {
        List<Mistake> mistakes = SampleReports.mistakes(List.of("a", "b"), 30);
        List<Mistake> shuffled = new java.util.ArrayList<>(mistakes);
        java.util.Collections.reverse(shuffled);

        assertThat(with(2, List.of(), new long[0][], shuffled).mistakes()).isEqualTo(mistakes.subList(0, 24));
    }

    @Test
    void refusesAMatrixOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(1, List.of(), new long[3][2], List.of()))
                .withMessage("confusion: 3 rows; expected one for each of the 2 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(1, List.of(), new long[2][3], List.of()))
                .withMessage("confusion: a row with 3 columns; expected one for each of the 2 classes");
    }

    @Test
    void refusesMoreEpochsThanPlanned() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report(1, epoch(1, 0.5), epoch(2, 0.6)))
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

    private static RunReport report(int planned, EpochRecord... epochs) {
        return with(planned, List.of(epochs), new long[2][2], List.of());
    }

    private static RunReport with(int planned, List<EpochRecord> epochs, long[][] confusion, List<Mistake> mistakes) {
        return new RunReport(
                "run",
                "model",
                "data",
                "1",
                Instant.EPOCH,
                10,
                planned,
                epochs,
                epochs.size(),
                List.of("a", "b"),
                confusion,
                mistakes,
                Map.of(),
                List.of());
    }
}
