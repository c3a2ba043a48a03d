package io.channelwise.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.report.Calibration;
import io.channelwise.report.ClassScore;
import io.channelwise.report.TestScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final List<String> ABC = List.of("a", "b", "c");

    /** True class, predicted class: a a, a a, a b, b b, b a; nothing is c, and nothing is taken for c. */
    @Test
    void classesAreScoredAsByHand() {
        TestScores scores = predictions(3, new int[][] {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 0}})
                .scores(ABC);

        assertThat(scores.classes().get(0)).isEqualTo(new ClassScore("a", 2 / 3.0, 2 / 3.0, 4 / 6.0, 3));
        assertThat(scores.classes().get(1)).isEqualTo(new ClassScore("b", 0.5, 0.5, 0.5, 2));
        assertThat(scores.classes().get(2)).isEqualTo(new ClassScore("c", Double.NaN, Double.NaN, Double.NaN, 0));
        assertThat(scores.macroRecall()).isCloseTo((2 / 3.0 + 0.5) / 2, within(1e-15));
        assertThat(scores.top1()).isEqualTo(0.6);
        assertThat(scores.samples()).isEqualTo(5);
    }

    @Test
    void classesAreScoredByTheirDefinition() {
        Random random = new Random(4);
        int[][] pairs = IntStream.range(0, 500)
                .mapToObj(i -> new int[] {random.nextInt(7), random.nextInt(7)})
                .toArray(int[][]::new);
        List<String> names = List.of("0", "1", "2", "3", "4", "5", "6");

        List<ClassScore> scores = predictions(7, pairs).scores(names).classes();

        for (int c = 0; c < 7; c++) {
            int truePositives = 0;
            int falsePositives = 0;
            int falseNegatives = 0;
            for (int[] pair : pairs) {
                truePositives += pair[0] == c && pair[1] == c ? 1 : 0;
                falsePositives += pair[0] != c && pair[1] == c ? 1 : 0;
                falseNegatives += pair[0] == c && pair[1] != c ? 1 : 0;
            }
            double precision = (double) truePositives / (truePositives + falsePositives);
            double recall = (double) truePositives / (truePositives + falseNegatives);
            assertThat(scores.get(c).precision()).isEqualTo(precision);
            assertThat(scores.get(c).recall()).isEqualTo(recall);
            assertThat(scores.get(c).f1()).isCloseTo(2 * precision * recall / (precision + recall), within(1e-12));
        }
    }

    /** Confidences 0.9 (right), 0.78 (wrong), 0.78 (right), 0.55 (wrong): the bins above 13/15, 11/15 and 8/15. */
    @Test
    void calibrationErrorIsAsByHand() {
        Scorer scorer = new Scorer(2);
        score(scorer, 0.9, true);
        score(scorer, 0.78, false);
        score(scorer, 0.78, true);
        score(scorer, 0.55, false);

        Calibration calibration = scorer.result().calibration();

        double expected = 1 / 4.0 * (1 - 0.9) + 2 / 4.0 * (0.78 - 0.5) + 1 / 4.0 * 0.55;
        assertThat(calibration.error()).isCloseTo(expected, within(1e-6));
        assertThat(calibration.bins()).hasSize(15);
        assertThat(calibration.bins().get(13).samples()).isEqualTo(1);
        assertThat(calibration.bins().get(11).samples()).isEqualTo(2);
        assertThat(calibration.bins().get(11).accuracy()).isEqualTo(0.5);
        assertThat(calibration.bins().get(11).confidence()).isCloseTo(0.78, within(1e-6));
        assertThat(calibration.bins().get(8).samples()).isEqualTo(1);
        assertThat(calibration.bins().get(0)).isEqualTo(new Calibration.Bin(0, Double.NaN, Double.NaN));
    }

    @Test
    void binsAreOpenBelowAndClosedAbove() {
        Reliability reliability = new Reliability();
        for (int m = 1; m <= Reliability.BINS; m++) {
            reliability.add((double) m / Reliability.BINS, true);
        }
        assertThat(reliability.result().bins())
                .allSatisfy(bin -> assertThat(bin.samples()).isEqualTo(1));

        reliability.add(0, false);
        reliability.add(Math.nextUp(1 / 3.0), false);
        assertThat(reliability.result().bins().get(0).samples()).isEqualTo(2);
        assertThat(reliability.result().bins().get(5).samples()).isEqualTo(2);
    }

    /** Equation 3, image by image: sum over bins of |B|/n |acc(B) - conf(B)|. */
    @Test
    void calibrationErrorIsThatOfTheDefinition() {
        Random random = new Random(5);
        Scorer scorer = new Scorer(4);
        List<Double> confidences = new ArrayList<>();
        List<Boolean> hits = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            float[] logits = new float[4];
            for (int c = 0; c < 4; c++) {
                logits[c] = (float) (2 * random.nextGaussian());
            }
            int label = random.nextInt(4);
            scorer.add(logits, new int[] {label}, new int[] {i});
            int best = IntStream.range(0, 4).reduce(0, (a, b) -> logits[b] > logits[a] ? b : a);
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit);
            }
            confidences.add(Math.exp(logits[best]) / sum);
            hits.add(best == label);
        }

        double expected = 0;
        for (int m = 0; m < 15; m++) {
            double count = 0;
            double right = 0;
            double confidence = 0;
            for (int i = 0; i < 2000; i++) {
                if (confidences.get(i) > m / 15.0 && confidences.get(i) <= (m + 1) / 15.0) {
                    count++;
                    right += hits.get(i) ? 1 : 0;
                    confidence += confidences.get(i);
                }
            }
            expected += count == 0 ? 0 : count / 2000 * Math.abs(right / count - confidence / count);
        }
        assertThat(scorer.result().calibration().error()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void certainAndRightIsPerfectlyCalibrated() {
        Scorer scorer = new Scorer(2);
        scorer.add(new float[] {1000, 0}, new int[] {0}, new int[] {0});

        assertThat(scorer.result().calibration().error()).isZero();
        assertThat(scorer.result().calibration().bins().get(14).samples()).isEqualTo(1);
    }

    @Test
    void nothingIsNoResult() {
        assertThatThrownBy(() -> new Scorer(2).result()).isInstanceOf(EvaluationException.class);
    }

    /** Two logits whose softmax gives the first class this probability. */
    private static void score(Scorer scorer, double confidence, boolean right) {
        float logit = (float) Math.log(confidence / (1 - confidence));
        scorer.add(new float[] {logit, 0}, new int[] {right ? 0 : 1}, new int[] {0});
    }

    private static Evaluation predictions(int classes, int[][] pairs) {
        Scorer scorer = new Scorer(classes);
        for (int[] pair : pairs) {
            float[] logits = new float[classes];
            logits[pair[1]] = 3;
            scorer.add(logits, new int[] {pair[0]}, new int[] {0});
        }
        return scorer.result();
    }
}
