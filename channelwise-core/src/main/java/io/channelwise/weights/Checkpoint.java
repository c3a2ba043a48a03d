package io.channelwise.weights;

import io.channelwise.runtime.Presence;
import io.channelwise.runtime.RegularFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weights and what they are for. A written one is {@code NAME.safetensors}, which describes itself in its metadata,
 * with the same description for people beside it in {@code NAME.json}.
 *
 * @param description what the weights are for, if the file says it
 * @param weights the tensors and the file's metadata
 */
public record Checkpoint(Optional<ModelDescription> description, Weights weights) {

    /** The metadata's key of the description. */
    public static final String KEY = "channelwise";

    /** What the names of written files end in. */
    public static final String EXTENSION = ".safetensors";

    /** Of these tensors, to be written. */
    public static Checkpoint of(ModelDescription description, Map<String, StoredTensor> tensors) {
        return new Checkpoint(Optional.of(description), new Weights(tensors, Map.of(), "memory"));
    }

    /** The same weights as others. */
    Checkpoint with(Map<String, StoredTensor> tensors, List<String> notes) {
        return new Checkpoint(description, new Weights(tensors, weights.metadata(), weights.origin(), notes));
    }

    /**
     * Writes {@code NAME.safetensors}, then {@code NAME.json}, each whole or not at all.
     *
     * @throws WeightsException if one cannot be written
     * @throws IllegalArgumentException if the name ends otherwise
     */
    public void write(Path safetensors) {
        if (!safetensors.getFileName().toString().endsWith(EXTENSION)) {
            throw new IllegalArgumentException(safetensors + ": a checkpoint's name ends in " + EXTENSION);
        }
        Map<String, String> metadata = new LinkedHashMap<>(weights.metadata());
        metadata.put("format", "pt");
        description.ifPresent(d -> metadata.put(KEY, d.toJson()));
        Safetensors.write(safetensors, weights.tensors(), metadata);
        description.ifPresent(d -> writeJson(jsonBeside(safetensors), d));
    }

    private static void writeJson(Path file, ModelDescription description) {
        String text = DescriptionJson.write(description, true) + "\n";
        try {
            AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new WeightsException(file + " cannot be written: " + FileBytes.reason(e), e);
        }
    }

    /**
     * The weights in a file of any format that {@link Weights#read} knows, with the description from its metadata, else
     * from the JSON beside it, else none. A JSON of that name that other programs have written is no description.
     *
     * @throws WeightsException if one of them cannot be read
     */
    public static Checkpoint read(Path file) {
        return read(file, Selection.USUAL);
    }

    /** The same with other tensors of the file. */
    public static Checkpoint read(Path file, Selection selection) {
        Weights weights = Weights.read(file, selection);
        String inside = weights.metadata().get(KEY);
        Path beside = jsonBeside(file);
        if (inside != null) {
            return new Checkpoint(Optional.of(describe(file, inside)), weights);
        }
        boolean described = !beside.equals(file) && isThere(beside);
        return new Checkpoint(described ? readJson(beside) : Optional.empty(), weights);
    }

    private static boolean isThere(Path file) {
        try {
            return Presence.isFile(file);
        } catch (IOException e) {
            throw new WeightsException(file + " cannot be read: " + FileBytes.reason(e), e);
        }
    }

    private static Optional<ModelDescription> readJson(Path file) {
        try {
            if (Files.size(file) > DescriptionJson.MAX_LENGTH) {
                return Optional.empty();
            }
            String text = new String(RegularFiles.bytes(file), StandardCharsets.UTF_8);
            return DescriptionJson.isOurs(text) ? Optional.of(describe(file, text)) : Optional.empty();
        } catch (IOException e) {
            throw new WeightsException(file + " cannot be read: " + FileBytes.reason(e), e);
        }
    }

    private static ModelDescription describe(Path file, String json) {
        try {
            return ModelDescription.fromJson(json);
        } catch (WeightsException e) {
            throw Weights.inFile(file, e);
        }
    }

    /** {@code NAME.json} for {@code NAME.safetensors}; other extensions are replaced likewise. */
    private static Path jsonBeside(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".json");
    }
}
