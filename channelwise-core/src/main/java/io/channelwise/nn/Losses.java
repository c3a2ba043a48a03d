package io.channelwise.nn;

import static io.channelwise.runtime.Tensors.optional;

import io.channelwise.runtime.Scope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Losses: a prediction and a target to one number, the mean over the batch. */
public final class Losses {

    private static final int MEAN = 1;
    private static final long NO_IGNORED_LABEL = -100;

    private Losses() {}

    /** The mean of {@code |output - target|}; both of one shape. */
    public static Tensor l1(Tensor output, Tensor target) {
        boolean same = java.util.Arrays.equals(output.shape(), target.shape());
        Arguments.require(same, "target", describe(target), "the output's shape, " + describe(output));
        return torch.l1_loss(output, target, MEAN);
    }

    /** Cross-entropy of logits {@code [N, classes]} and int64 labels {@code [N]}. */
    public static Tensor crossEntropy(Tensor logits, Tensor labels) {
        return crossEntropy(logits, labels, 0);
    }

    /**
     * Cross-entropy with label smoothing: the target is {@code 1 - smoothing} at the label plus {@code smoothing /
     * classes} everywhere (Szegedy et al. 2016, section 7, arXiv 1512.00567).
     *
     * @param logits {@code [N, classes]}
     * @param labels int64 {@code [N]}, each from 0 to classes - 1
     * @param smoothing from 0 to 1
     */
    public static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing) {
        Arguments.require(logits.dim() == 2, "logits", describe(logits), "[N, classes]");
        boolean paired = labels.dim() == 1 && labels.size(0) == logits.size(0);
        Arguments.require(paired, "labels", describe(labels), "[" + logits.size(0) + "]");
        Arguments.between("smoothing", smoothing, 0, 1);
        try (Scope scope = new Scope()) {
            TensorOptional unweighted = new TensorOptional();
            return scope.keep(torch.cross_entropy_loss(logits, labels, unweighted, MEAN, NO_IGNORED_LABEL, smoothing));
        }
    }

    /**
     * Cross-entropy of soft targets, as Mixup makes them: {@code -sum_c w_c t_c log p_c} of each image, averaged over the
     * images. Smoothing mixes each target with the uniform one, as it does for labels; a target of 1 at the label is the
     * loss of the label.
     *
     * <p>PyTorch divides by the number of images too when targets are soft, but by the sum of the weights when they are
     * labels; here weights of labels are best given as soft targets, so that mixing images changes no scale.
     *
     * @param logits {@code [N, classes]}
     * @param targets float32 {@code [N, classes]}, the rows summing to 1
     * @param smoothing from 0 to 1
     * @param weights of the classes, {@code [classes]}; {@code null} for 1 each
     */
    public static Tensor crossEntropy(Tensor logits, Tensor targets, double smoothing, Tensor weights) {
        Arguments.require(logits.dim() == 2, "logits", describe(logits), "[N, classes]");
        boolean paired = java.util.Arrays.equals(targets.shape(), logits.shape());
        Arguments.require(paired, "targets", describe(targets), "the logits' shape, " + describe(logits));
        Arguments.between("smoothing", smoothing, 0, 1);
        try (Scope scope = new Scope()) {
            TensorOptional ofClasses = optional(weights);
            return scope.keep(torch.cross_entropy_loss(logits, targets, ofClasses, MEAN, NO_IGNORED_LABEL, smoothing));
        }
    }

    private static String describe(Tensor tensor) {
        return io.channelwise.runtime.Tensors.shapeOf(tensor);
    }
}
