package io.channelwise.weights;

import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the registered model that weights belong to, by their keys and shapes. */
public final class ModelRecognition {

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
     * norms' counters may be missing. The first call takes about a second: it lays out every network.
     */
    public static List<Match> matches(Map<String, StoredTensor> tensors) {
        return blueprints().stream()
                .filter(blueprint -> blueprint.fits(tensors))
                .map(blueprint -> new Match(
                        blueprint.model(),
                        blueprint.channels(tensors).orElseThrow(),
                        blueprint.classes(tensors).orElseThrow()))
                .toList();
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
        return blueprints().stream()
                .min(Comparator.comparingInt(blueprint -> blueprint.strangers(keys)))
                .filter(blueprint -> blueprint.strangers(keys) < keys.size())
                .map(closest -> new WeightsException("fits no known model; closest is " + closest.model() + ": "
                        + closest.misfits(tensors).orElse("another type of numbers")))
                .orElseGet(() -> new WeightsException(
                        "has the " + keys.size() + " keys of no known model, such as " + firstKey(keys)));
    }

    private static String firstKey(Set<String> keys) {
        return keys.stream().findFirst().orElse("(none)");
    }

    private static List<Blueprint> blueprints() {
        return Models.entries().stream()
                .map(ModelEntry::name)
                .map(Blueprint::of)
                .toList();
    }
}
