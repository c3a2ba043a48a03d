package io.channelwise.data;

import java.util.List;

/**
 * The same images with their labels in another list of classes, found by name.
 *
 * @param images of these classes or some of them
 * @param classes as a network has them
 */
public record Renumbered(Dataset images, List<String> classes) implements Dataset {

    /** @throws IllegalArgumentException if the images have a class that is not in the list */
    public Renumbered {
        classes = List.copyOf(classes);
        for (String name : images.classes()) {
            if (!classes.contains(name)) {
                throw new IllegalArgumentException("class " + name + " of " + images.name() + " is not in the list");
            }
        }
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public int channels() {
        return images.channels();
    }

    @Override
    public int label(int i) {
        return classes.indexOf(images.classes().get(images.label(i)));
    }

    @Override
    public String id(int i) {
        return images.id(i);
    }

    @Override
    public String shortId(int i) {
        return images.shortId(i);
    }

    @Override
    public Image image(int i) {
        return images.image(i);
    }

    @Override
    public ImageSource source(int i, int channels) {
        return images.source(i, channels);
    }
}
