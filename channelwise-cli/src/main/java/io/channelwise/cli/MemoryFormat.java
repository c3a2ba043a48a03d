package io.channelwise.cli;

import io.channelwise.inference.MemoryLayout;

/** What {@code --memory-format} takes. */
enum MemoryFormat {
    AUTO,
    CHANNELS_LAST,
    CONTIGUOUS;

    /** The layout; what {@link #AUTO} stands for is measured where the network and its images are known. */
    MemoryLayout layout() {
        return this == CONTIGUOUS ? MemoryLayout.CONTIGUOUS : MemoryLayout.CHANNELS_LAST;
    }
}
