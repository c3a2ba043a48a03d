package io.channelwise.models;

/**
 * A name of the registry.
 *
 * @param name as users type it
 * @param paper title and arXiv number of where it is from
 * @param imageSize height and width in pixels for which it was designed
 * @param factory builds it
 */
public record ModelEntry(String name, String paper, int imageSize, Factory factory) {

    /** Builds a network with weights that are not final yet. */
    @FunctionalInterface
    public interface Factory {

        /** A network for images of so many channels and so many classes. */
        Network create(int channels, int classes);
    }
}
