package io.channelwise.models;

import java.util.Optional;

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

        /** The same network with an attention in every block, if it is a plain one. */
        default Optional<Factory> with(AttentionEntry attention) {
            return Optional.empty();
        }
    }

    /** This network with an attention in every block, named {@code resnet50+eca}; empty if it is no plain one. */
    public Optional<ModelEntry> with(AttentionEntry attention) {
        String both = paper + "; " + attention.paper();
        return factory.with(attention)
                .map(attentive -> new ModelEntry(name + "+" + attention.name(), both, imageSize, attentive));
    }
}
