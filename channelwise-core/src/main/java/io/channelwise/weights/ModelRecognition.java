package io.channelwise.weights;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the registered model that weights belong to, by their keys and shapes. */
public final class ModelRecognition {

    private static final int CANDIDATES = 6;

    private ModelRecognition() {}

    /**
     * A model that weights fit.
     *
     * @param model its name in the registry
     * @param channels of the input
     * @param classes the number of outputs
     */
    public record Match(String model, int channels, int classes) {}

    /**
     * Every registered model with exactly these keys and shapes, for any number of channels and of classes; batch
     * norms' counters may be missing. No network is built for it.
     */
    public static List<Match> matches(Map<String, StoredTensor> tensors) {
        Map<String, List<Long>> shapes = new HashMap<>();
        tensors.forEach((key, tensor) -> shapes.put(key, tensor.shape()));
        return ModelTable.matching(shapes).stream()
                .map(row -> new Match(
                        row.model(),
                        extent(tensors.get(row.stem()), 1),
                        extent(tensors.get(row.head() + ".weight"), 0)))
                .filter(match -> match.channels > 0 && match.classes > 0)
                .toList();
    }

    /** Of a tensor with values, so that it is not beyond the file; 0 of another. */
    private static int extent(StoredTensor tensor, int dimension) {
        return tensor.size() == 0 ? 0 : Math.toIntExact(tensor.shape().get(dimension));
    }

    /**
     * The one model that the weights fit.
     *
     * @throws WeightsException if there is none, saying what differs from the closest, or more than one
     */
    public static Match recognise(Map<String, StoredTensor> tensors) {
        List<Match> matches = matches(tensors);
        if (matches.size() > 1) {
            throw new WeightsException("fits "
                    + String.join(" and ", matches.stream().map(Match::model).toList()) + ": name one with --model");
        }
        return matches.stream().findFirst().orElseThrow(() -> unknown(tensors));
    }

    private static WeightsException unknown(Map<String, StoredTensor> tensors) {
        Set<String> keys = tensors.keySet();
        return candidates(keys).stream()
                .min(Comparator.comparingInt(blueprint -> blueprint.strangers(keys)))
                .filter(blueprint -> blueprint.strangers(keys) < keys.size())
                .map(closest -> new WeightsException("fits no known model; closest is " + closest.model() + ": "
                        + closest.misfits(tensors).orElse("another type of numbers")))
                .orElseGet(() -> new WeightsException("has keys of no known model, such as " + firstKey(keys)));
    }

    /** Those of about as many tensors whose stem or head is there: networks cost too much to lay out all of them. */
    private static List<Blueprint> candidates(Set<String> keys) {
        long count = keys.stream().filter(key -> !Misfits.isCounter(key)).count();
        return ModelTable.rows().stream()
                .filter(row -> keys.contains(row.stem()) || keys.contains(row.head() + ".weight"))
                .sorted(Comparator.comparingLong(row -> Math.abs(row.tensors() - count)))
                .limit(CANDIDATES)
                .map(row -> Blueprint.of(row.model()))
                .toList();
    }

    private static String firstKey(Set<String> keys) {
        return keys.stream().findFirst().orElse("(none)");
    }
}
