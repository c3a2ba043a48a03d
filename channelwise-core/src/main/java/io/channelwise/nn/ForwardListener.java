package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;

/**
 * Hears a forward pass as it runs: layers entered and left, and each primitive operation between. Summaries, graph
 * export and the recording of gates all listen to the one {@code forward} that trains.
 *
 * <p>Tensors are valid during the call only, unless the listener keeps a copy.
 */
public interface ForwardListener {

    /** A layer's forward begins. */
    default void enter(Layer layer, Tensor input) {}

    /** A layer's forward has ended. */
    default void exit(Layer layer, Tensor output) {}

    /** A primitive operation has run. */
    default void operation(Operation operation) {}

    /** Runs the action on this thread with the listener, after which the one before it hears again. */
    static void listen(ForwardListener listener, Runnable action) {
        ForwardListener before = Listening.CURRENT.get();
        Listening.CURRENT.set(listener);
        try {
            action.run();
        } finally {
            Listening.CURRENT.set(before);
        }
    }
}
