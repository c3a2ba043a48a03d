package io.channelwise.train;

import io.channelwise.nn.Arguments;
import org.bytedeco.pytorch.Tensor;

/**
 * How strongly weights are pulled towards zero.
 *
 * @param rate 0 for none
 * @param everywhere whether biases and the scales of norms are pulled too, as PyTorch's optimisers do by default; decaying
 *     kernels alone generalises better (He et al. 2019, arXiv 1812.01187, section 3.1)
 */
public record WeightDecay(double rate, boolean everywhere) {

    public WeightDecay {
        Arguments.between("weight decay", rate, 0, 1);
    }

    /** The rate for one parameter. */
    double of(Tensor parameter) {
        return everywhere || parameter.dim() > 1 ? rate : 0;
    }
}
