package io.channelwise.train;

import static java.util.stream.Collectors.groupingBy;

import io.channelwise.nn.Arguments;
import java.util.List;
import java.util.Map;
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

    /** The keys of parameters by their rate; those without a gradient are left out. */
    Map<Double, List<String>> groups(Map<String, Tensor> parameters) {
        return parameters.keySet().stream()
                .filter(key -> parameters.get(key).grad().defined())
                .collect(groupingBy(key -> of(parameters.get(key))));
    }

    private double of(Tensor parameter) {
        return everywhere || parameter.dim() > 1 ? rate : 0;
    }
}
