package io.channelwise.cli;

import io.channelwise.report.RunHistory;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.train.Optimization;
import io.channelwise.train.TrainSettings;
import java.io.PrintWriter;
import picocli.CommandLine.ArgGroup;

/** The options of {@code train} by group; what is not given is as the recipe has it, else the data set's defaults. */
final class TrainOptions {

    @ArgGroup(exclusive = false, heading = "%nData and network:%n", order = 1)
    SubjectOptions subject = new SubjectOptions();

    @ArgGroup(
            exclusive = false,
            heading = "%nOptimisation (here and below, defaults are the recipe's if one is given):%n",
            order = 2)
    private OptimizationOptions optimization = new OptimizationOptions();

    @ArgGroup(exclusive = false, heading = "%nLearning rate:%n", order = 3)
    private LearningRateOptions learningRate = new LearningRateOptions();

    @ArgGroup(exclusive = false, heading = "%nRegularisation:%n", order = 4)
    private RegularizationOptions regularization = new RegularizationOptions();

    @ArgGroup(exclusive = false, heading = "%nAugmentation:%n", order = 5)
    private AugmentationOptions augmentation = new AugmentationOptions();

    @ArgGroup(exclusive = false, heading = "%nThe run:%n", order = 6)
    RunOptions run = new RunOptions();

    /** @throws IllegalArgumentException if a value is out of its range or a name is unknown */
    TrainSettings settings(ComputeDevice device, PrintWriter err) {
        run.requireName();
        TrainSettings usual = subject.usual();
        String network = subject.network(usual.model(), err);
        TrainSettings settings = new TrainSettings(
                usual.recipe(),
                subject.data().toString(),
                network,
                subject.startingWeights(network),
                subject.selection(),
                subject.size(usual.imageSize()),
                subject.onBadImage(usual.onBadImage()),
                over(usual.optimization()),
                augmentation.over(usual.augmentation()),
                optimization.zeroInitResidual(usual.zeroInitResidual()),
                run.computation(usual.computation(), device),
                run.seed(usual.seed()),
                run.workers(device));
        settings.requireKnownNames();
        return settings;
    }

    /**
     * The settings of a run that goes on, with what may change.
     *
     * @throws IllegalArgumentException if a value does not fit the run
     */
    TrainSettings goingOn(TrainSettings begun, RunHistory history) {
        int planned = begun.optimization().epochs();
        int epochs = optimization.epochs(planned);
        int done = history.epochs().size();
        if (epochs != planned && epochs <= done) {
            throw new IllegalArgumentException("--epochs: " + epochs + "; the run has done " + done
                    + " already, and goes on with a larger number of epochs in all");
        }
        if (epochs != planned && history.finished() && done < planned) {
            throw new IllegalArgumentException("--epochs: the run was stopped early, after " + done
                    + " epochs; begin another with --weights from its best checkpoint");
        }
        return begun.goingOn(subject.movedData(begun.data()), epochs, subject.onBadImage(begun.onBadImage()));
    }

    private Optimization over(Optimization usual) {
        int epochs = optimization.epochs(usual.epochs());
        boolean turnsToAdamW = optimization.turnsToAdamW(usual.descent());
        return new Optimization(
                epochs,
                optimization.batchSize(usual.batchSize()),
                optimization.accumulate(usual.accumulate()),
                optimization.over(usual.descent()),
                learningRate.over(usual.rate(), epochs, turnsToAdamW),
                regularization.over(usual.regularization()),
                optimization.freeze(usual.freeze()),
                optimization.earlyStopping(usual.earlyStopping()));
    }
}
