package io.channelwise.cli;

import static java.util.Objects.requireNonNullElse;

import io.channelwise.train.ClassWeights;
import io.channelwise.train.Regularization;
import picocli.CommandLine.Option;

/** What holds against learning by heart. */
final class RegularizationOptions {

    @Option(
            names = "--label-smoothing",
            paramLabel = "S",
            description = "0 to 1. Default: 0 for shapes and mnist, 0.1 for folders, else 0.05.")
    private Double labelSmoothing;

    @Option(
            names = "--drop-path",
            paramLabel = "RATE",
            description = "Stochastic depth: the rate at which the last residual block is dropped. Default: 0.")
    private Double dropPath;

    @Option(
            names = "--ema",
            paramLabel = "DECAY",
            description = "Test and save a moving average of the weights with this decay, such as 0.999; 0 for the "
                    + "weights themselves. Default: 0.")
    private Double ema;

    @Option(
            names = "--class-weights",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}; balanced lets each class count the same, however many images it "
                    + "has. Default: none.")
    private ClassWeights classWeights;

    Regularization over(Regularization usual) {
        return new Regularization(
                requireNonNullElse(labelSmoothing, usual.labelSmoothing()),
                requireNonNullElse(dropPath, usual.dropPath()),
                requireNonNullElse(ema, usual.ema()),
                requireNonNullElse(classWeights, usual.classWeights()));
    }
}
