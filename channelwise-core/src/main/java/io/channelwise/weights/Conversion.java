package io.channelwise.weights;

import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.Version;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How weights of another project become a checkpoint that describes itself.
 *
 * @param model the registered model; else the one that the file names, else the only one that its keys and shapes fit
 * @param layout the layout that the keys must have; any if empty
 * @param classes the class names in the order of the outputs; another number of them than the file's replaces the head.
 *     Else those that the file names, else numbers, as many as is usual: 10 for images of 32x32, 1000 for larger ones
 * @param allowNonFinite whether NaN and infinite values are taken
 */
public record Conversion(
        Optional<String> model, Optional<KeyLayout> layout, Optional<List<String>> classes, boolean allowNonFinite) {

    private static final int SMALL_IMAGE = 32;
    private static final int COLOUR = 3;

    /** With an immutable copy of the list. */
    public Conversion {
        classes = classes.map(List::copyOf);
    }

    /**
     * What a conversion made.
     *
     * @param checkpoint the model's weights, floating-point numbers in float32, with the description
     * @param layout of the keys, where it is a known one
     * @param headReplaced whether the head is a new one, to be trained
     * @param classesNamed whether the class names are known, not just numbered
     */
    public record Result(
            Checkpoint checkpoint, Optional<KeyLayout> layout, boolean headReplaced, boolean classesNamed) {}

    /** The names {@code 0}, {@code 1} and so on. */
    public static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    }

    /**
     * Converts weights in memory. Everything must be there and fit, but for a head that is replaced.
     *
     * @throws WeightsException if the model is not recognised, or keys, shapes or values do not fit it, all named
     * @throws IllegalArgumentException if the model is unknown
     */
    public Result apply(Checkpoint source) {
        Map<String, StoredTensor> tensors = source.weights().tensors();
        requireLayout(tensors);
        Blueprint blueprint = Blueprint.of(modelOf(source));
        OptionalInt found = blueprint.classes(tensors);
        List<String> names = names(source, blueprint);
        boolean headReplaced = classes.isPresent() && found.orElse(0) != names.size();
        ModelDescription description = describe(source, blueprint, names);
        Map<String, StoredTensor> loaded =
                load(tensors, description, headReplaced ? blueprint.head() : "", hint(found, names.size()));
        Weights read = source.weights();
        Checkpoint checkpoint = new Checkpoint(
                Optional.of(description), new Weights(loaded, read.metadata(), read.origin(), read.notes()));
        boolean named = !names.equals(numbered(names.size()));
        return new Result(checkpoint, KeyLayout.of(tensors.keySet()), headReplaced, named);
    }

    private void requireLayout(Map<String, StoredTensor> tensors) {
        layout.filter(wished -> !wished.fits(tensors.keySet())).ifPresent(wished -> {
            throw new WeightsException("has not the keys of " + wished.label() + "; they look like "
                    + KeyLayout.of(tensors.keySet()).map(KeyLayout::label).orElse("no known project's"));
        });
    }

    private String modelOf(Checkpoint source) {
        return model.or(() -> source.description().map(ModelDescription::model))
                .orElseGet(() ->
                        ModelRecognition.recognise(source.weights().tensors()).model());
    }

    private List<String> names(Checkpoint source, Blueprint blueprint) {
        return classes.or(() -> source.description().map(ModelDescription::classes))
                .filter(names -> !names.isEmpty())
                .orElseGet(() -> numbered(usualClasses(Models.entry(blueprint.model()))));
    }

    private static int usualClasses(ModelEntry entry) {
        return entry.imageSize() > SMALL_IMAGE ? 1000 : 10;
    }

    private static ModelDescription describe(Checkpoint source, Blueprint blueprint, List<String> names) {
        Optional<ModelDescription> known = source.description();
        Preprocessing input = known.map(ModelDescription::preprocessing)
                .orElseGet(() ->
                        guess(blueprint, blueprint.channels(source.weights().tensors())));
        Map<String, Object> settings = known.map(ModelDescription::settings)
                .orElse(Map.of("converted", source.weights().origin()));
        return new ModelDescription(blueprint.model(), names, input, settings, Version.current());
    }

    /** ImageNet's, for the model's size; small images are taken whole. */
    private static Preprocessing guess(Blueprint blueprint, OptionalInt channels) {
        Preprocessing usual = Preprocessing.IMAGENET;
        int size = Models.entry(blueprint.model()).imageSize();
        boolean grey = channels.orElse(COLOUR) == 1;
        return new Preprocessing(
                grey ? 1 : COLOUR,
                size,
                size,
                usual.interpolation(),
                size > SMALL_IMAGE ? usual.cropFraction() : 1,
                grey ? Collections.nCopies(1, 0.449) : usual.mean(),
                grey ? Collections.nCopies(1, 0.226) : usual.std());
    }

    private Map<String, StoredTensor> load(
            Map<String, StoredTensor> tensors, ModelDescription description, String newHead, String hint) {
        LoadOptions strict = allowNonFinite ? LoadOptions.STRICT.allowingNonFinite() : LoadOptions.STRICT;
        LoadOptions options = newHead.isEmpty() ? strict : strict.keeping(newHead);
        try (Network network = Models.create(
                description.model(),
                description.preprocessing().channels(),
                description.classes().size(),
                0)) {
            StateDicts.load(network.stateDict(), tensors, options);
            return StateDicts.stored(network.stateDict());
        } catch (WeightsException e) {
            throw new WeightsException("does not fit " + description.model() + ": " + e.getMessage() + hint, e);
        }
    }

    private static String hint(OptionalInt found, int expected) {
        return found.isEmpty() || found.getAsInt() == expected
                ? ""
                : "\n  it has " + found.getAsInt() + " classes: keep them with --classes " + found.getAsInt()
                        + ", or replace its head with --classes " + expected;
    }
}
