package io.channelwise.weights;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys and shapes of a registered model, whatever the channels of its input and the number of its classes.
 *
 * @param model its name
 * @param shapes by key, in the order of the tree
 * @param stem the kernel that sees the input, {@code [out, channels, H, W]}
 * @param head the linear layer that names the classes
 */
record Blueprint(String model, Map<String, List<Long>> shapes, String stem, String head) {

    private static final Map<String, Blueprint> KNOWN = new ConcurrentHashMap<>();
    private static final int KERNEL_RANK = 4;
    private static final int COLOUR = 3;
    private static final int ANY_CLASSES = 10;

    /** @throws IllegalArgumentException if the model is unknown */
    static Blueprint of(String model) {
        return KNOWN.computeIfAbsent(model, Blueprint::measure);
    }

    private static Blueprint measure(String model) {
        try (Network network = Models.uninitialized(model, COLOUR, ANY_CLASSES)) {
            Map<String, List<Long>> shapes = new LinkedHashMap<>();
            network.stateDict()
                    .forEach((key, tensor) -> shapes.put(
                            key, Arrays.stream(tensor.shape()).boxed().toList()));
            String stem = shapes.entrySet().stream()
                    .filter(entry -> entry.getValue().size() == KERNEL_RANK)
                    .findFirst()
                    .orElseThrow()
                    .getKey();
            return new Blueprint(model, shapes, stem, network.headName());
        }
    }

    /** The channels of the input for which these are weights, if the stem's kernel fits otherwise. */
    OptionalInt channels(Map<String, StoredTensor> tensors) {
        return extent(tensors, stem, 1);
    }

    /** The number of classes for which these are weights, if the head fits otherwise. */
    OptionalInt classes(Map<String, StoredTensor> tensors) {
        return extent(tensors, head + ".weight", 0);
    }

    /** The one free extent; it is believed only where the others are right, so that it cannot be beyond the file. */
    private OptionalInt extent(Map<String, StoredTensor> tensors, String key, int free) {
        StoredTensor tensor = tensors.get(key);
        if (tensor == null || tensor.size() == 0 || tensor.shape().size() <= free) {
            return OptionalInt.empty();
        }
        long extent = tensor.shape().get(free);
        return tensor.shape().equals(with(shapes.get(key), free, extent))
                ? OptionalInt.of(Math.toIntExact(extent))
                : OptionalInt.empty();
    }

    private static List<Long> with(List<Long> shape, int dimension, long extent) {
        List<Long> changed = new ArrayList<>(shape);
        changed.set(dimension, extent);
        return changed;
    }

    /** The number of keys, but for the counters, that only one of the two has. */
    int strangers(Set<String> keys) {
        Set<String> common = new HashSet<>(shapes.keySet());
        common.retainAll(keys);
        return size(shapes.keySet()) + size(keys) - 2 * size(common);
    }

    private static int size(Set<String> keys) {
        return (int) keys.stream().filter(key -> !Misfits.isCounter(key)).count();
    }

    /** What keeps the weights from fitting, if anything. */
    Optional<String> misfits(Map<String, StoredTensor> tensors) {
        int channels = channels(tensors).orElse(COLOUR);
        int classes = classes(tensors).orElse(ANY_CLASSES);
        try (Network network = Models.uninitialized(model, channels, classes)) {
            Misfits.check(network.stateDict(), tensors);
            return Optional.empty();
        } catch (WeightsException e) {
            return Optional.of(e.getMessage());
        }
    }
}
