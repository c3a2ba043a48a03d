package io.channelwise.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestScoresTest {

    @Test
    void aClassIsScoredFromItsCounts() {
        ClassScore score = ClassScore.of("cat", 6, 8, 10);

        assertThat(score.precision()).isEqualTo(0.6);
        assertThat(score.recall()).isEqualTo(0.75);
        assertThat(score.f1()).isCloseTo(2 * 0.6 * 0.75 / (0.6 + 0.75), within(1e-15));
        assertThat(score.samples()).isEqualTo(8);
    }

    @Test
    void aClassThatIsNeverPredictedHasNoPrecision() {
        ClassScore score = ClassScore.of("cat", 0, 8, 0);

        assertThat(score.precision()).isNaN();
        assertThat(score.recall()).isZero();
        assertThat(score.f1()).isZero();
    }

    @Test
    void aClassWithoutImagesHasNoRecall() {
        assertThat(ClassScore.of("cat", 0, 0, 3).recall()).isNaN();
        assertThat(ClassScore.of("cat", 0, 0, 3).precision()).isZero();
        assertThat(ClassScore.of("cat", 0, 0, 3).f1()).isZero();
        assertThat(ClassScore.of("cat", 0, 0, 0).f1()).isNaN();
    }

    @Test
    void macroAveragesCountEveryClassWithImagesAlike() {
        TestScores scores = scores(
                ClassScore.of("a", 50, 100, 50), // precision 1, recall 0.5, F1 2/3
                ClassScore.of("b", 0, 4, 0), // never predicted: 0, 0, 0
                ClassScore.of("c", 0, 0, 54)); // no images: does not count

        assertThat(scores.macroPrecision()).isEqualTo(0.5);
        assertThat(scores.macroRecall()).isEqualTo(0.25);
        assertThat(scores.macroF1()).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void withoutImagesThereIsNoAverage() {
        assertThat(scores(ClassScore.of("a", 0, 0, 0)).macroF1()).isNaN();
    }

    private static TestScores scores(ClassScore... classes) {
        return new TestScores(104, 1, 0.5, 1, Calibration.of(List.of()), List.of(classes));
    }
}
