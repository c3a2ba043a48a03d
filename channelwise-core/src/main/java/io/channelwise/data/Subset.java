package io.channelwise.data;

import java.util.List;

/**
 * Some of a data set's images.
 *
 * @param whole where they come from
 * @param indices of the images there
 */
public record Subset(Dataset whole, List<Integer> indices) implements Dataset {

    /** Keeps a copy of the indices. */
    public Subset {
        indices = List.copyOf(indices);
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public List<String> classes() {
        return whole.classes();
    }

    @Override
    public int size() {
        return indices.size();
    }

    @Override
    public int channels() {
        return whole.channels();
    }

    @Override
    public int label(int i) {
        return whole.label(indices.get(i));
    }

    @Override
    public String id(int i) {
        return whole.id(indices.get(i));
    }

    @Override
    public String shortId(int i) {
        return whole.shortId(indices.get(i));
    }

    @Override
    public Image image(int i) {
        return whole.image(indices.get(i));
    }

    @Override
    public ImageSource source(int i, int channels) {
        return whole.source(indices.get(i), channels);
    }
}
