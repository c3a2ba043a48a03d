package io.channelwise.train;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.channelwise.nn.Arguments;
import io.channelwise.report.EpochRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * How weights move during a run. In JSON the fields of the groups stand beside the others.
 *
 * @param epochs passes over the training images
 * @param batchSize images a batch
 * @param accumulate batches whose gradients make a step together: a large batch in the memory of a small one, equal to it
 *     but for batch norms, which see one batch at a time
 * @param descent how a step follows from gradients
 * @param rate how far a step goes
 * @param regularization what holds against learning by heart
 * @param freeze parts of the network that stay as they are: {@code stem}, stages such as {@code layer1}, {@code body}
 *     for all but the head, {@code norms} for the batch norms
 * @param earlyStopping epochs in a row without a better test top-1 that end the run; 0 for none
 */
public record Optimization(
        int epochs,
        int batchSize,
        int accumulate,
        @JsonUnwrapped Descent descent,
        @JsonUnwrapped LearningRate rate,
        @JsonUnwrapped Regularization regularization,
        List<String> freeze,
        int earlyStopping) {

    public Optimization {
        Arguments.positive("epochs", epochs);
        Arguments.atLeast("batch size", batchSize, 2);
        Arguments.positive("accumulate", accumulate);
        Arguments.between("warm-up epochs", rate.warmupEpochs(), 0, epochs);
        Arguments.atLeast("early stopping", earlyStopping, 0);
        freeze = List.copyOf(freeze);
    }

    /** A batch a step, nothing frozen, to the last epoch. */
    public static Optimization plain(
            int epochs, int batchSize, Descent descent, LearningRate rate, Regularization regularization) {
        return new Optimization(epochs, batchSize, 1, descent, rate, regularization, List.of(), 0);
    }

    /** The same for so many epochs, along the schedule of so many. */
    Optimization with(int wished) {
        return new Optimization(wished, batchSize, accumulate, descent, rate, regularization, freeze, earlyStopping);
    }

    /** How many epochs the run takes, as far as that is known after these. */
    int epochsToTrain(List<EpochRecord> done) {
        return EarlyStopping.isDue(done, earlyStopping) ? done.size() : epochs;
    }

    Schedule schedule(int stepsPerEpoch) {
        return rate.over(epochs, stepsPerEpoch);
    }

    /** For these parameters, of which the head's may have a rate of their own. */
    Optimizer optimizer(Map<String, Tensor> parameters, String head) {
        if (rate.headScale() == 1) {
            return descent.optimizer(parameters);
        }
        Map<String, Tensor> ofHead = new LinkedHashMap<>(parameters);
        ofHead.keySet().removeIf(key -> !key.startsWith(head + "."));
        Map<String, Tensor> ofBody = new LinkedHashMap<>(parameters);
        ofBody.keySet().removeAll(ofHead.keySet());
        return new OptimizerGroups(
                new OptimizerGroups.Group("body", descent.optimizer(ofBody), 1),
                new OptimizerGroups.Group("head", descent.optimizer(ofHead), rate.headScale()));
    }
}
