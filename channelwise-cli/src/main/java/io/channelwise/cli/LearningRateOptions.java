package io.channelwise.cli;

import static java.util.Objects.requireNonNullElse;

import io.channelwise.train.LearningRate;
import java.util.List;
import picocli.CommandLine.Option;

/** How far a step goes. */
final class LearningRateOptions {

    private static final double OF_ADAMW = 2e-3;

    /** The part of a single cycle in which the rate rises; PyTorch's default. */
    private static final double CYCLE_RISE = 0.3;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description = "At its peak. Default: 0.1 for shapes, 0.05 for folders, else 0.2; with adamw 2e-3.")
    private Double peak;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description = "How the rate falls after the warm-up: ${COMPLETION-CANDIDATES}. Default: cosine.")
    private LearningRate.Shape schedule;

    @Option(
            names = "--warmup-epochs",
            paramLabel = "N",
            description = "Epochs in which the rate rises. Default: 1, at most a quarter of the epochs; with one-cycle "
                    + "three tenths of them.")
    private Double warmupEpochs;

    @Option(
            names = "--step-at",
            paramLabel = "SHARE",
            split = ",",
            description = "Of step: the shares of the run after which the rate is lower. Default: 0.5,0.75.")
    private List<Double> stepAt;

    @Option(
            names = "--step-factor",
            paramLabel = "F",
            description = "Of step: what the rate is then multiplied by. Default: 0.1.")
    private Double stepFactor;

    @Option(names = "--power", paramLabel = "P", description = "Of polynomial; 1 is a straight line. Default: 1.")
    private Double power;

    @Option(
            names = "--head-lr-scale",
            paramLabel = "F",
            description = "The head's rate, as a multiple of the other layers'. Default: 1.")
    private Double headScale;

    LearningRate over(LearningRate usual, int epochs, boolean turnsToAdamW) {
        LearningRate.Shape shape = requireNonNullElse(schedule, usual.schedule());
        double warmup = shape == LearningRate.Shape.ONE_CYCLE
                ? CYCLE_RISE * epochs
                : Math.min(usual.warmupEpochs(), epochs / 4.0);
        return new LearningRate(
                requireNonNullElse(peak, turnsToAdamW ? OF_ADAMW : usual.peak()),
                shape,
                requireNonNullElse(warmupEpochs, warmup),
                requireNonNullElse(stepAt, usual.stepAt()),
                requireNonNullElse(stepFactor, usual.stepFactor()),
                requireNonNullElse(power, usual.power()),
                requireNonNullElse(headScale, usual.headScale()));
    }
}
