package io.channelwise.weights;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a weights file holds.
 *
 * @param tensors by state-dict key, in the file's order
 * @param metadata what else the file says, as text
 * @param origin the format and the place within it, {@code safetensors} or {@code PyTorch zip, under state_dict}
 */
public record Weights(Map<String, StoredTensor> tensors, Map<String, String> metadata, String origin) {

    /** With copies of the maps, which keep their order. */
    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * All weights in a file.
     *
     * @throws WeightsException if it cannot be read
     */
    public static Weights read(Path file) {
        return Safetensors.read(file);
    }

    /** The same complaint, with the name of the file before it. */
    static WeightsException inFile(Path file, WeightsException e) {
        String message = e.getMessage();
        return message.startsWith(file.toString()) ? e : new WeightsException(file + ": " + message, e);
    }
}
