package io.channelwise.runtime;

import org.bytedeco.pytorch.AutoGradMode;

/** While open, operations on this thread record nothing for a backward pass. */
public final class NoGrad implements AutoCloseable {

    static {
        Engine.start();
    }

    private final AutoGradMode mode = new AutoGradMode(false);

    @Override
    public void close() {
        mode.deallocate();
    }
}
