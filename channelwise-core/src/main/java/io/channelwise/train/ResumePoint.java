package io.channelwise.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.channelwise.models.Network;
import io.channelwise.report.EpochRecord;
import io.channelwise.weights.Safetensors;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import io.channelwise.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * All that a run needs to go on after an epoch as if it had never stopped, in one file that is there whole or not at
 * all: the weights, their average if one is kept, the optimiser's state, the ranges of activations if they are rounded, and
 * the records of the epochs done.
 */
final class ResumePoint {

    private static final String NETWORK = "network.";
    private static final String AVERAGE = "average.";
    private static final String OPTIMIZER = "optimizer.";
    private static final String EPOCHS = "epochs";
    private static final String RANGES = "ranges";

    /** Of a run of a version that did not round. */
    private static final String NONE = "{}";

    private ResumePoint() {}

    static void write(
            Path file,
            Network network,
            WeightAverage average,
            Optimizer optimizer,
            RoundedPasses passes,
            List<EpochRecord> epochs) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        put(NETWORK, network.stateDict(), tensors);
        if (average.isKept()) {
            put(AVERAGE, average.network().stateDict(), tensors);
        }
        put(OPTIMIZER, optimizer.state(), tensors);
        Safetensors.write(file, tensors, Map.of(EPOCHS, RunJson.line(epochs), RANGES, RunJson.line(passes.ranges())));
    }

    private static void put(String prefix, Map<String, Tensor> part, Map<String, StoredTensor> tensors) {
        StateDicts.stored(part).forEach((key, value) -> tensors.put(prefix + key, value));
    }

    /** Sets all of them to what the file holds, and returns the records of the epochs done. */
    static List<EpochRecord> restore(
            Path file, Network network, WeightAverage average, Optimizer optimizer, RoundedPasses passes) {
        Weights saved = Safetensors.read(file);
        try {
            List<EpochRecord> epochs = RunJson.MAPPER.readValue(saved.metadata().get(EPOCHS), new TypeReference<>() {});
            StateDicts.load(network.stateDict(), under(NETWORK, saved));
            if (average.isKept()) {
                StateDicts.load(average.network().stateDict(), under(AVERAGE, saved));
            }
            optimizer.restore(under(OPTIMIZER, saved));
            String ranges = saved.metadata().getOrDefault(RANGES, NONE);
            passes.restore(RunJson.MAPPER.readValue(ranges, new TypeReference<>() {}));
            return epochs;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new TrainingException(file + " does not say which epochs are done", e);
        }
    }

    private static Map<String, StoredTensor> under(String prefix, Weights saved) {
        Map<String, StoredTensor> part = new LinkedHashMap<>();
        saved.tensors().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                part.put(key.substring(prefix.length()), value);
            }
        });
        return part;
    }
}
