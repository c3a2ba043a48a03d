package io.channelwise.inference;

import io.channelwise.report.Calibration;
import io.channelwise.report.ClassScore;
import io.channelwise.report.TestScores;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How a network did on labelled images.
 *
 * @param samples the number of images
 * @param loss mean cross-entropy
 * @param top1 share of images whose label had the highest logit, 0 to 1
 * @param top5 share of images whose label was among the five highest logits, 0 to 1
 * @param calibration how far confidence is to be trusted, in {@value Reliability#BINS} bins
 * @param confusion counts by true class, then predicted class
 * @param worst the confident mistakes, the most confident first
 */
@SuppressWarnings("ArrayRecordComponent") // two evaluations are never compared
public record Evaluation(
        long samples,
        double loss,
        double top1,
        double top5,
        Calibration calibration,
        long[][] confusion,
        List<Wrong> worst) {

    /**
     * An image that was taken for another class.
     *
     * @param index in the data set
     * @param label the true class
     * @param predicted the class it was taken for
     * @param confidence the predicted class's probability
     */
    public record Wrong(int index, int label, int predicted, double confidence) {}

    /** The figures alone, with those of each class; the names are in the order of the outputs. */
    public TestScores scores(List<String> classes) {
        List<ClassScore> scores = IntStream.range(0, confusion.length)
                .mapToObj(c -> ClassScore.of(
                        classes.get(c),
                        confusion[c][c],
                        LongStream.of(confusion[c]).sum(),
                        Stream.of(confusion).mapToLong(row -> row[c]).sum()))
                .toList();
        return new TestScores(samples, loss, top1, top5, calibration, scores);
    }
}
