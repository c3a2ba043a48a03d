package io.channelwise.data;

import java.util.Optional;

/**
 * For what a folder of images is read.
 *
 * @param sides where its images were when a network was trained, if that matters
 * @param required whether the folder has to be the recorded one; else another is read as if nothing was known
 * @param training whether a network is to be trained, which takes two classes and two images of each
 */
public record Reading(Optional<KnownSides> sides, boolean required, boolean training) {

    /** For a new training. */
    public static final Reading TRAINING = new Reading(Optional.empty(), false, true);

    /** To score a network; a single class will do. */
    public static final Reading EVALUATION = new Reading(Optional.empty(), false, false);

    /** The same, beside what is known if the folder is the recorded one. */
    public Reading beside(Optional<KnownSides> known) {
        return new Reading(known, false, training);
    }

    /** The same of the recorded folder and no other. */
    public Reading requiring(Optional<KnownSides> known) {
        return new Reading(known, true, training);
    }
}
