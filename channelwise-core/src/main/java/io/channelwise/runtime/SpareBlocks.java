package io.channelwise.runtime;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;

/**
 * Keeps small blocks of the C heap free, for whoever asks for a few bytes while tensors are in it.
 *
 * <p>A tensor starts at a multiple of 64 bytes, and glibc leaves 32 to 96 free bytes between one and the next. A small
 * block that comes to lie there outlives both, keeps their memory from joining, and leaves each gap too small for a tensor
 * of the same size by just those bytes. Blocks that have been free for longer are taken first, so with enough of them at
 * hand the places between tensors stay free.
 */
final class SpareBlocks {

    /** All that fit between two tensors; glibc rounds them up by 8 bytes of its own to 32, 48 and so on. */
    private static final int[] SIZES = {24, 40, 56, 72, 88};

    /** More than come and go during the life of an activation; 2.5 MiB in all. */
    private static final int BLOCKS = 4096;

    private SpareBlocks() {}

    /** When libtorch is loaded and before the first tensor is made. */
    static void reserve() {
        for (int size : SIZES) {
            // Those between the freed ones are kept for good: neighbours would join.
            Pointer[] row = IntStream.range(0, 2 * BLOCKS)
                    .mapToObj(i -> Pointer.malloc(size))
                    .toArray(Pointer[]::new);
            IntStream.range(0, BLOCKS).forEach(i -> Pointer.free(row[2 * i]));
        }
    }
}
