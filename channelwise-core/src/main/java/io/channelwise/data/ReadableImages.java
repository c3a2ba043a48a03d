package io.channelwise.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Those images of a data set that can be decoded. */
public final class ReadableImages {

    private ReadableImages() {}

    /**
     * Decodes every image once to find them.
     *
     * @param skipped takes a line for each of the others, as {@code PATH: reason}
     * @throws DataException if none can be decoded
     */
    public static Dataset of(Dataset whole, Consumer<String> skipped) {
        List<Integer> readable = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            try {
                whole.image(i);
                readable.add(i);
            } catch (DataException e) {
                skipped.accept(e.getMessage());
            }
        }
        if (readable.isEmpty()) {
            throw new DataException(whole.name() + ": none of its " + whole.size() + " images can be read");
        }
        return readable.size() == whole.size() ? whole : new Subset(whole, readable);
    }
}
