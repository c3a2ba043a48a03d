package io.channelwise.benchmarks.parts;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The parameters of se_resnet50 with the gradients of a backward pass. */
final class TrainableValues {

    /** How many there are. */
    static final String SIZE = "28.1 M parameters";

    private TrainableValues() {}

    /** By state-dict key; any images give gradients to all of them. */
    static Map<String, Tensor> create() {
        Network network = Models.create("se_resnet50", 3, 1000, 0);
        network.to(MemoryLayout.CHANNELS_LAST.format());
        try (Scope scope = new Scope()) {
            Tensor logits = network.call(Inputs.images(2, 3, 64, 64));
            Losses.crossEntropy(logits, Tensors.ofLongs(0, 1)).backward();
        }
        return network.parameters();
    }
}
