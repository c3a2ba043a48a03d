package io.channelwise.train;

import io.channelwise.runtime.ComputeDevice;

/** How many threads prepare images if nobody says it. */
public final class Workers {

    /** On a GPU; each holds a batch, and decoding rarely needs more. */
    public static final int MOST = 16;

    /** Cores that compute for each that decodes, which is enough for the smallest networks that take photographs. */
    private static final int COMPUTING = 8;

    private Workers() {}

    /** For a network on this device: beside a GPU all cores but one, else one of {@value #COMPUTING}; at least one. */
    public static int beside(ComputeDevice device) {
        return beside(device, Runtime.getRuntime().availableProcessors());
    }

    static int beside(ComputeDevice device, int cores) {
        return Math.max(1, device.isCpu() ? cores / COMPUTING : Math.min(MOST, cores - 1));
    }
}
