package io.channelwise.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Adds up the scores of an evaluation from logits, batch by batch. */
public final class Scorer {

    private static final int KEPT_MISTAKES = 24;
    private static final int TOP_K = 5;

    private final int classes;
    private final long[][] confusion;
    private final PriorityQueue<Evaluation.Wrong> worst =
            new PriorityQueue<>(Comparator.comparingDouble(Evaluation.Wrong::confidence));
    private final Reliability reliability = new Reliability();
    private long samples;
    private long right;
    private long amongTop;
    private double loss;

    /** For logits of so many classes. */
    public Scorer(int classes) {
        this.classes = classes;
        this.confusion = new long[classes][classes];
    }

    /** Takes the logits {@code [n, classes]}, row-major, and returns the sum of their losses. */
    public double add(float[] logits, int[] labels, int[] indices) {
        double before = loss;
        for (int i = 0; i < labels.length; i++) {
            add(logits, i * classes, labels[i], indices[i]);
        }
        return loss - before;
    }

    private void add(float[] logits, int row, int label, int index) {
        int predicted = 0;
        int above = 0;
        for (int c = 0; c < classes; c++) {
            predicted = logits[row + c] > logits[row + predicted] ? c : predicted;
            above += logits[row + c] > logits[row + label] ? 1 : 0;
        }
        double highest = logits[row + predicted];
        double logOfSum = Math.log(sumOfExp(logits, row, highest));
        if (!Double.isFinite(highest + logOfSum)) {
            throw new EvaluationException("The network's outputs are not finite numbers; its weights have diverged");
        }
        samples++;
        loss += highest + logOfSum - logits[row + label];
        amongTop += above < TOP_K ? 1 : 0;
        confusion[label][predicted]++;
        double confidence = Math.exp(-logOfSum);
        reliability.add(confidence, predicted == label);
        if (predicted == label) {
            right++;
        } else {
            keep(new Evaluation.Wrong(index, label, predicted, confidence));
        }
    }

    private double sumOfExp(float[] logits, int row, double highest) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += Math.exp(logits[row + c] - highest);
        }
        return sum;
    }

    private void keep(Evaluation.Wrong wrong) {
        worst.add(wrong);
        if (worst.size() > KEPT_MISTAKES) {
            worst.remove();
        }
    }

    /** The scores of all images so far; at least one. */
    public Evaluation result() {
        if (samples == 0) {
            throw new EvaluationException("There are no images to evaluate on");
        }
        List<Evaluation.Wrong> mistakes = new ArrayList<>(worst);
        mistakes.sort(Comparator.comparingDouble(Evaluation.Wrong::confidence).reversed());
        double n = samples;
        return new Evaluation(samples, loss / n, right / n, amongTop / n, reliability.result(), confusion, mistakes);
    }

    /** The share of images so far whose label had the highest logit. */
    public double top1() {
        return (double) right / Math.max(1, samples);
    }
}
