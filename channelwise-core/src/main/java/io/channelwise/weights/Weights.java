package io.channelwise.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a weights file holds.
 *
 * @param tensors by state-dict key, in the file's order
 * @param metadata what else the file says, as text
 * @param origin the format and the place within it, {@code safetensors} or {@code PyTorch zip, under state_dict}
 * @param notes what of the file's keys was dropped or left out, in words
 */
public record Weights(
        Map<String, StoredTensor> tensors, Map<String, String> metadata, String origin, List<String> notes) {

    private static final Pattern BUFFER = Pattern.compile("(.+\\.)?(running_mean|running_var|num_batches_tracked)");

    /** The most tensors of a file: a hundred times those of the largest networks. */
    static final int MAX_TENSORS = 100_000;

    /** With copies of the maps, which keep their order. */
    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        notes = List.copyOf(notes);
    }

    /** With nothing dropped. */
    public Weights(Map<String, StoredTensor> tensors, Map<String, String> metadata, String origin) {
        this(tensors, metadata, origin, List.of());
    }

    /**
     * The weights of the one network in a file: safetensors, or a checkpoint of {@code torch.save} in its zip format or
     * the one before PyTorch 1.6. The format is told by the content. In a checkpoint, the state dict is looked for where
     * people put it ({@code state_dict}, {@code model} and the like), else it is the only dict of weights. The prefix that
     * wrappers give all keys of the network, {@code module.} or {@code model.} or any other, is dropped, and so is
     * {@code n_averaged}. A checkpoint's code is never run: whatever it wants to call is refused by name, or left alone
     * where it only makes values.
     *
     * @throws WeightsException if it cannot be read; the message names the file and says why
     */
    public static Weights read(Path file) {
        return read(file, Selection.USUAL);
    }

    /**
     * The same with other tensors of the file.
     *
     * @throws WeightsException if it cannot be read, or has no such tensors
     */
    public static Weights read(Path file, Selection selection) {
        return read(file, bytes -> {
            FileFormat format = FileFormat.of(bytes.read(0, Math.min(bytes.size(), FileFormat.PEEK)));
            return switch (format) {
                case SAFETENSORS -> Safetensors.read(bytes).selected(Map.of(), selection);
                case TORCH_ZIP -> TorchZip.read(bytes, selection);
                case TORCH_LEGACY -> TorchLegacy.read(bytes, selection);
            };
        });
    }

    /**
     * The one network among these.
     *
     * @param unreadable what other tensors beside them are, by key
     * @throws WeightsException if it has one of those
     */
    Weights selected(Map<String, String> unreadable, Selection selection) {
        List<String> all = new ArrayList<>(tensors.keySet());
        all.addAll(unreadable.keySet());
        NetworkKeys keys = NetworkKeys.among(all, selection);
        keys.apply(unreadable).entrySet().stream().findFirst().ifPresent(other -> {
            throw new WeightsException(other.getKey() + ": is " + other.getValue()
                    + ", which is not read; leave it out with --ignore if no layer needs it");
        });
        return new Weights(keys.apply(tensors), metadata, origin, keys.notes());
    }

    /**
     * The same weights under other keys.
     *
     * @throws WeightsException if two keys become one
     */
    public Weights renamed(KeyMap map) {
        return new Weights(map.apply(tensors), metadata, origin, notes);
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
