package io.channelwise.inference;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsException;
import io.channelwise.weights.WeightsSource;
import java.nio.file.Path;
import java.util.List;

/**
 * A network with its trained weights, in evaluation mode, and what belongs to them.
 *
 * @param network in channels-last layout
 * @param model its name in the registry
 * @param classes the class names in the order of the outputs
 * @param preprocessing what makes an input of an image
 */
public record TrainedNetwork(Network network, String model, List<String> classes, Preprocessing preprocessing)
        implements AutoCloseable {

    /**
     * Opens a checkpoint that describes itself, as training writes it.
     *
     * @throws WeightsException if it cannot be read, does not describe itself, or does not fit its model
     */
    public static TrainedNetwork open(Path file) {
        return open(file.toString(), Checkpoint.read(file));
    }

    /**
     * Opens weights wherever they are: {@code open(WeightsSource.parse("timm/seresnet50.a1_in1k"),
     * WeightsCache.standard())}.
     *
     * @throws WeightsException if they cannot be had or read, come without a description, or do not fit their model
     */
    public static TrainedNetwork open(WeightsSource source, WeightsCache cache) {
        return open(source.word(), source.read(cache));
    }

    private static TrainedNetwork open(String word, Checkpoint checkpoint) {
        ModelDescription description = checkpoint
                .description()
                .orElseThrow(() -> new WeightsException(
                        word + " does not say which model it belongs to, nor its classes and preprocessing;"
                                + " expected a checkpoint that train has written"));
        try {
            return load(checkpoint, description);
        } catch (WeightsException e) {
            throw new WeightsException(word + " does not fit " + description.model() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Puts weights into a new network.
     *
     * @throws WeightsException if keys or shapes are not the model's
     */
    public static TrainedNetwork load(Checkpoint checkpoint, ModelDescription description) {
        Preprocessing preprocessing = description.preprocessing();
        Network network = Models.create(
                description.model(),
                preprocessing.channels(),
                description.classes().size(),
                0);
        try {
            StateDicts.load(network.stateDict(), checkpoint.weights().tensors());
            network.to(MemoryLayout.CHANNELS_LAST.format()).eval();
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
        return new TrainedNetwork(network, description.model(), description.classes(), preprocessing);
    }

    @Override
    public void close() {
        network.close();
    }
}
