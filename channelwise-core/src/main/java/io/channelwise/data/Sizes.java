package io.channelwise.data;

/** Checks of numbers given by a caller. */
final class Sizes {

    private Sizes() {}

    static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + "; allowed: 1 or more");
        }
    }
}
