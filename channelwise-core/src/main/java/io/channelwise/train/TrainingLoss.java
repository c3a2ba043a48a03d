package io.channelwise.train;

import io.channelwise.data.Batch;
import io.channelwise.data.Dataset;
import io.channelwise.inference.Placement;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** The loss that a run minimises: cross-entropy with the smoothing, the class weights and the mixed targets it has. */
final class TrainingLoss {

    private final Placement placement;
    private final double smoothing;
    private final Optional<float[]> classWeights;

    TrainingLoss(Regularization regularization, Dataset trainImages, Placement placement) {
        this.placement = placement;
        this.smoothing = regularization.labelSmoothing();
        this.classWeights = regularization.classWeights().of(trainImages);
    }

    /** The mean over the batch; logits are {@code [N, classes]}. */
    Tensor of(Tensor logits, Batch batch) {
        if (batch.share() == 1 && classWeights.isEmpty()) {
            return Losses.crossEntropy(logits, placement.labels(batch), smoothing);
        }
        try (Scope scope = new Scope()) {
            int classes = (int) logits.size(1);
            Tensor targets = placement.move(targets(batch.labels(), batch.otherLabels(), batch.share(), classes));
            Tensor weights = classWeights
                    .map(w -> placement.move(Tensors.of(w, classes)))
                    .orElse(null);
            return scope.keep(Losses.crossEntropy(logits, targets, smoothing, weights));
        }
    }

    /** {@code share * onehot(labels) + (1 - share) * onehot(others)}, {@code [N, classes]}. */
    static Tensor targets(int[] labels, int[] others, double share, int classes) {
        float[] targets = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            targets[i * classes + labels[i]] += (float) share;
            targets[i * classes + others[i]] += (float) (1 - share);
        }
        return Tensors.of(targets, labels.length, classes);
    }

    /** The labels that count most in a batch, by which the accuracy in training is told. */
    static int[] mainLabels(Batch batch) {
        return batch.share() >= 0.5 ? batch.labels() : batch.otherLabels();
    }
}
