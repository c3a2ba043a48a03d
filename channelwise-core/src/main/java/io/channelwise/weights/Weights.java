package io.channelwise.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a weights file holds.
 *
 * @param tensors by state-dict key, in the file's order
 * @param metadata what else the file says, as text
 * @param origin the format and the place within it, {@code safetensors} or {@code PyTorch zip, under state_dict}
 */
public record Weights(Map<String, StoredTensor> tensors, Map<String, String> metadata, String origin) {

    private static final Pattern BUFFER = Pattern.compile("(.+\\.)?(running_mean|running_var|num_batches_tracked)");

    /** With copies of the maps, which keep their order. */
    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * All weights in a file: safetensors, or a checkpoint of {@code torch.save} in its zip format or the one before
     * PyTorch 1.6. The format is told by the content. In a checkpoint, the state dict is looked for where people put it
     * ({@code state_dict}, {@code model} and the like), and the prefixes {@code module.} and {@code _orig_mod.} are
     * dropped. A checkpoint's code is never run: whatever it wants to call is refused by name.
     *
     * @throws WeightsException if it cannot be read; the message names the file and says why
     */
    public static Weights read(Path file) {
        return read(file, bytes -> {
            FileFormat format = FileFormat.of(bytes.read(0, Math.min(bytes.size(), FileFormat.PEEK)));
            Weights weights =
                    switch (format) {
                        case SAFETENSORS -> Safetensors.read(bytes);
                        case TORCH_ZIP -> TorchZip.read(bytes);
                        case TORCH_LEGACY -> TorchLegacy.read(bytes);
                    };
            return weights.renamed(KeyMap.WRAPPERS);
        });
    }

    /**
     * The same weights under other keys.
     *
     * @throws WeightsException if two keys become one
     */
    public Weights renamed(KeyMap map) {
        return new Weights(map.apply(tensors), metadata, origin);
    }

    /** The number of trainable values: of all tensors but batch norms' running statistics and counters. */
    public long parameterCount() {
        return tensors.entrySet().stream()
                .filter(entry -> !BUFFER.matcher(entry.getKey()).matches())
                .mapToLong(entry -> entry.getValue().size())
                .sum();
    }

    /** What reads one format. */
    interface Reader {
        Weights read(FileBytes file) throws IOException;
    }

    /** Reads with this reader, whose complaints get the file's name. */
    static Weights read(Path file, Reader reader) {
        try (FileBytes bytes = FileBytes.open(file)) {
            return reader.read(bytes);
        } catch (WeightsException e) {
            throw inFile(file, e);
        } catch (IOException e) {
            throw new WeightsException(file + " cannot be read: " + FileBytes.reason(e), e);
        }
    }

    /** The same complaint, with the name of the file before it. */
    static WeightsException inFile(Path file, WeightsException e) {
        return new WeightsException(file + ": " + e.getMessage(), e);
    }
}
