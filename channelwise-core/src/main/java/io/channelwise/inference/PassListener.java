package io.channelwise.inference;

/** Hears how a pass over images goes on, on the thread that runs it. */
public interface PassListener {

    /** Hears nothing. */
    PassListener NONE = new PassListener() {};

    /** A pass over so many images begins: {@code train 3/10}, {@code test}. */
    default void passStarted(String name, long images) {}

    /** So many more images are done; the loss is that of their batch. */
    default void batchDone(int images, double loss) {}

    /** The pass has ended. */
    default void passFinished() {}
}
