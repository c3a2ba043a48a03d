package io.channelwise.nn;

/** Height and width that are equal, as libtorch takes them. */
final class Square {

    private Square() {}

    /** {@code [extent, extent]}, in pixels. */
    static long[] of(int extent) {
        return new long[] {extent, extent};
    }
}
