package io.channelwise.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a network scored on test images, overall and class by class.
 *
 * <p>The macro averages count every class that has an image alike, however many it has; a class that was never predicted
 * counts with a precision of 0.
 *
 * @param samples the number of images
 * @param loss mean cross-entropy
 * @param top1 share of images whose class was predicted, 0 to 1
 * @param top5 share of images whose class was among the best five, 0 to 1
 * @param calibration how far confidence is to be trusted
 * @param classes in the order of the outputs
 */
public record TestScores(
        long samples, double loss, double top1, double top5, Calibration calibration, List<ClassScore> classes) {

    public TestScores {
        classes = List.copyOf(classes);
    }

    /** Mean precision of the classes, 0 to 1. */
    @JsonProperty
    public double macroPrecision() {
        return macro(ClassScore::precision);
    }

    /** Mean recall of the classes, 0 to 1. */
    @JsonProperty
    public double macroRecall() {
        return macro(ClassScore::recall);
    }

    /** Mean F1 of the classes, 0 to 1. */
    @JsonProperty
    public double macroF1() {
        return macro(ClassScore::f1);
    }

    private double macro(ToDoubleFunction<ClassScore> score) {
        return classes.stream()
                .filter(each -> each.samples() > 0)
                .mapToDouble(score)
                .map(value -> Double.isNaN(value) ? 0 : value)
                .average()
                .orElse(Double.NaN);
    }
}
