package io.channelwise.data;

import java.util.function.IntFunction;

/** Checks of the labels that a file holds, once when it is read. */
final class Labels {

    private Labels() {}

    /** Every label must be an index into the classes; {@code place} says where the first that is not was found. */
    static void check(byte[] labels, int classes, IntFunction<String> place) {
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i] & 0xFF;
            if (label >= classes) {
                throw new DataException(place.apply(i) + " is " + label + "; expected 0 to " + (classes - 1));
            }
        }
    }
}
