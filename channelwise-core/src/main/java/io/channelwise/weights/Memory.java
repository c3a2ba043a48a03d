package io.channelwise.weights;

/** Refuses what does not fit before anything is allocated for it. */
final class Memory {

    private Memory() {}

    /** The length of an array for one tensor. */
    static int arraySize(long bytes) {
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new WeightsException("has a tensor of " + bytes + " bytes; 2 GiB and more are not supported");
        }
        return (int) bytes;
    }

    /** That this many bytes can fit into Java's heap at all. */
    static void requireHeap(long bytes) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new WeightsException(
                    "holds " + bytes + " bytes of weights; this JVM may use " + most + ", give it more with -Xmx");
        }
    }
}
