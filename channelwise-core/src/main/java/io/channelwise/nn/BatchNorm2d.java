package io.channelwise.nn;

import static io.channelwise.runtime.Tensors.optional;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Tensors;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Batch normalisation of {@code [N, C, H, W]} by channel (Ioffe and Szegedy 2015, arXiv 1502.03167), as PyTorch's
 * {@code nn.BatchNorm2d}: epsilon 1e-5, running statistics with momentum 0.1.
 */
public final class BatchNorm2d extends Layer implements SelfContained {

    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final int channels;
    private final Tensor weight;
    private final Tensor bias;
    private final Tensor runningMean;
    private final Tensor runningVar;
    private final Tensor batchesTracked;

    /** Scale 1, shift 0, running mean 0 and variance 1. */
    public BatchNorm2d(int channels) {
        this.channels = Arguments.positive("channels", channels);
        this.weight = parameter("weight", Tensors.empty(channels));
        this.bias = parameter("bias", Tensors.empty(channels));
        this.runningMean = buffer("running_mean", Tensors.empty(channels));
        this.runningVar = buffer("running_var", Tensors.empty(channels));
        this.batchesTracked = buffer("num_batches_tracked", Tensors.empty(ScalarType.Long));
        Initialization.byDefault(this);
    }

    /** The scale of each channel, {@code [C]}. */
    public Tensor weight() {
        return weight;
    }

    /** The shift of each channel, {@code [C]}. */
    Tensor bias() {
        return bias;
    }

    /** The mean of each channel that evaluation subtracts, {@code [C]}. */
    Tensor runningMean() {
        return runningMean;
    }

    /** The variance of each channel that evaluation divides by, {@code [C]}. */
    Tensor runningVar() {
        return runningVar;
    }

    /** What evaluation multiplies each channel with, {@code weight / sqrt(running variance + epsilon)}, {@code [C]}. */
    Tensor runningScale() {
        return torch.add(runningVar, new Scalar(EPSILON)).rsqrt().mul(weight);
    }

    @Override
    protected void reset(GeneratorOptional generator) {
        Initialization.constant(weight, 1);
        Initialization.constant(bias, 0);
        Initialization.constant(runningMean, 0);
        Initialization.constant(runningVar, 1);
        Initialization.constant(batchesTracked, 0);
    }

    @Override
    protected Tensor forward(Tensor x) {
        Arguments.images(this, x, channels);
        if (isTraining()) {
            countBatch();
            if (Recomputation.takes(x)) {
                return recomputed(x);
            }
        }
        Tensor y = torch.batch_norm(
                Listening.read(Operation.BatchNorm.class, x),
                optional(weight),
                optional(bias),
                optional(runningMean),
                optional(runningVar),
                isTraining(),
                MOMENTUM,
                EPSILON,
                true);
        return Listening.heard(new Operation.BatchNorm(x, weight, bias, runningMean, runningVar, EPSILON, y));
    }

    /** As libtorch's {@code batch_norm} on the processor, which does not tell the batch's statistics. */
    private Tensor recomputed(Tensor x) {
        T_TensorTensorTensor_T result = torch.native_batch_norm(
                x,
                optional(weight),
                optional(bias),
                optional(runningMean),
                optional(runningVar),
                true,
                MOMENTUM,
                EPSILON);
        Tensor y = new Tensor(result.get0());
        Tensor scale = torch.mul(result.get2(), weight.detach());
        Recomputation.made(new RecomputedNorm(y, x, result.get1(), scale, bias));
        return y;
    }

    private void countBatch() {
        try (NoGrad guard = new NoGrad()) {
            batchesTracked.add_(new Scalar(1));
        }
    }

    @Override
    public String toString() {
        return "BatchNorm2d(" + channels + ")";
    }
}
