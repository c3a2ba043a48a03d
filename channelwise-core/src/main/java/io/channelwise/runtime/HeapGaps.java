package io.channelwise.runtime;

import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;

/**
 * Gives the free pages of the C heap back to the system whenever the process has grown between two steps.
 *
 * <p>Freed memory is kept for the next step, see {@link MemoryReuse}. What other threads allocate meanwhile, Java's
 * compilers above all, comes to lie in it, a block that fitted before then goes to the end of the heap, and the gap stays
 * resident for nothing. A process that no longer grows pays for asking its size alone, a microsecond.
 */
final class HeapGaps {

    /** Growth by less than a hundredth is noise. */
    private static final int NOISE = 100;

    private static final AtomicLong LARGEST = new AtomicLong();

    private HeapGaps() {}

    /** For the end of a step, when its intermediates are free. */
    static void release() {
        long size = Pointer.physicalBytes();
        long largest = LARGEST.get();
        if (size > largest + largest / NOISE && LARGEST.compareAndSet(largest, size)) {
            Pointer.trimMemory();
        }
    }
}
