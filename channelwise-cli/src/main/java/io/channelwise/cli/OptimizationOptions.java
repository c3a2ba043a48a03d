package io.channelwise.cli;

import static java.util.Objects.requireNonNullElse;

import io.channelwise.train.Descent;
import io.channelwise.train.WeightDecay;
import java.util.List;
import picocli.CommandLine.Option;

/** How weights move. */
final class OptimizationOptions {

    private static final double ADAMW_DECAY = 0.05;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training images. Default: 6 for shapes, 4 for mnist, 10 for fashion-mnist, "
                    + "30 for cifar, 20 for folders.")
    private Integer epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Images a batch. Default: 64 for shapes, 32 for folders, else 128.")
    private Integer batchSize;

    @Option(
            names = "--accumulate",
            paramLabel = "N",
            description = "Batches whose gradients make a step together, as one large batch would. Default: 1.")
    private Integer accumulate;

    @Option(names = "--optimizer", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}. Default: sgd.")
    private Descent.Algorithm optimizer;

    @Option(names = "--momentum", paramLabel = "M", description = "Of sgd. Default: 0.9.")
    private Double momentum;

    @Option(names = "--nesterov", negatable = true, description = "Nesterov's momentum, of sgd. Default: on.")
    private Boolean nesterov;

    @Option(names = "--weight-decay", paramLabel = "RATE", description = "Default: 5e-4; with adamw 0.05.")
    private Double weightDecay;

    @Option(
            names = "--decay-all",
            negatable = true,
            description = "Decay biases and norms too, as PyTorch does. Default: off.")
    private Boolean decayAll;

    @Option(
            names = "--clip-norm",
            paramLabel = "NORM",
            description = "Scale gradients down to this norm of all of them together; 0 for never. Default: 0.")
    private Double clipNorm;

    @Option(
            names = "--zero-init-residual",
            negatable = true,
            description = "Start the last batch norm of each residual branch at zero. Default: off.")
    private Boolean zeroInitResidual;

    @Option(
            names = "--freeze",
            paramLabel = "PART",
            split = ",",
            description = "Parts that keep their weights and running statistics: stem, layer1, ..., body for all but "
                    + "the head, norms for the batch norms. Default: none.")
    private List<String> freeze;

    @Option(
            names = "--early-stopping",
            paramLabel = "EPOCHS",
            description = "End the run after so many epochs without a better test top-1; 0 for never. Default: 0.")
    private Integer earlyStopping;

    int epochs(int usual) {
        return Usage.positive("epochs", requireNonNullElse(epochs, usual));
    }

    int batchSize(int usual) {
        return requireNonNullElse(batchSize, usual);
    }

    int accumulate(int usual) {
        return requireNonNullElse(accumulate, usual);
    }

    List<String> freeze(List<String> usual) {
        return requireNonNullElse(freeze, usual);
    }

    int earlyStopping(int usual) {
        return requireNonNullElse(earlyStopping, usual);
    }

    boolean zeroInitResidual(boolean usual) {
        return requireNonNullElse(zeroInitResidual, usual);
    }

    /** AdamW in the place of SGD wants other numbers. */
    boolean turnsToAdamW(Descent usual) {
        return optimizer == Descent.Algorithm.ADAMW && usual.algorithm() != optimizer;
    }

    Descent over(Descent usual) {
        WeightDecay decay = usual.weightDecay();
        return new Descent(
                requireNonNullElse(optimizer, usual.algorithm()),
                requireNonNullElse(momentum, usual.momentum()),
                requireNonNullElse(nesterov, usual.nesterov()),
                new WeightDecay(
                        requireNonNullElse(weightDecay, turnsToAdamW(usual) ? ADAMW_DECAY : decay.rate()),
                        requireNonNullElse(decayAll, decay.everywhere())),
                requireNonNullElse(clipNorm, usual.clipNorm()));
    }
}
