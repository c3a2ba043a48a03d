package io.channelwise.cli;

import java.util.Locale;

/** What {@code --device} takes. */
enum DeviceName {
    AUTO,
    CPU,
    CUDA;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
