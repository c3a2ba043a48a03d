package io.channelwise.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a weights file must say about itself to be used by someone who did not train it.
 *
 * @param model the registered name, {@code se_resnet50}
 * @param classes the class names in the order of the outputs; empty if unknown
 * @param preprocessing what makes an input of an image
 * @param settings what else matters, the model's options and the training's, as JSON values
 * @param libraryVersion the version that wrote it
 */
public record ModelDescription(
        String model,
        List<String> classes,
        Preprocessing preprocessing,
        Map<String, Object> settings,
        String libraryVersion) {

    /** @throws IllegalArgumentException if the model or the preprocessing is missing */
    public ModelDescription {
        if (model == null || model.isBlank()) {
            throw new IllegalArgumentException("description: model is missing; expected a name like se_resnet50");
        }
        if (preprocessing == null) {
            throw new IllegalArgumentException("description: preprocessing is missing");
        }
        classes = classes == null ? List.of() : List.copyOf(classes);
        settings = settings == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        libraryVersion = libraryVersion == null ? "" : libraryVersion;
    }

    /** The same weights under another model's name and with other preprocessing. */
    public ModelDescription with(String otherModel, Preprocessing otherPreprocessing) {
        return new ModelDescription(otherModel, classes, otherPreprocessing, settings, libraryVersion);
    }

    /** As one line of JSON. */
    public String toJson() {
        return DescriptionJson.write(this, false);
    }

    /**
     * From JSON; fields of later versions are ignored.
     *
     * @throws WeightsException if it is none, or says something impossible
     */
    public static ModelDescription fromJson(String json) {
        return DescriptionJson.read(json);
    }
}
