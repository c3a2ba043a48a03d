package io.channelwise.quantization;

import io.channelwise.models.Network;
import io.channelwise.nn.ForwardListener;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rounds what int8 rounds while a network computes in float: training that hears its passes through this learns weights
 * that lose little in the int8 export, Jacob et al. 2018 (arXiv 1712.05877), section 3.
 *
 * <p>As in the export, convolutions on feature maps, residual sums, products of gates and channels, average pooling and
 * the head read bytes and make them; the excitation of channel attention computes in float, and biases, which the export
 * has in 32 bits, stay as they are.
 *
 * <p>The ranges serve training alone: a checkpoint holds weights under their usual keys, and the export calibrates anew.
 *
 * <pre>{@code
 * Int8Rounding rounding = new Int8Rounding();
 * Tensor logits = ForwardListener.listen(rounding.observing(network), () -> network.call(images));
 * }</pre>
 */
public final class Int8Rounding {

    private final Map<String, ActivationRange> ranges = new TreeMap<>();

    /** For passes in training: ranges follow what each batch holds, the first batch sets them, and values are rounded. */
    public ForwardListener observing(Network network) {
        return new RoundedPass(network, ranges, true);
    }

    /** For passes in use: values are rounded by the ranges as they are; where none was seen in training they are not. */
    public ForwardListener rounding(Network network) {
        return new RoundedPass(network, ranges, false);
    }

    /**
     * The range of each activation, by the path of the layer that makes it and what makes it there: {@code
     * layer1.0.bn1/batchnorm}. Networks of one model have the same.
     */
    public Map<String, ActivationRange> ranges() {
        return Collections.unmodifiableMap(ranges);
    }

    /** Takes other ranges in the place of its own. */
    public void restore(Map<String, ActivationRange> others) {
        ranges.clear();
        ranges.putAll(others);
    }
}
