package io.channelwise.nn;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * Hears a forward pass as it runs: layers entered and left, and each primitive operation between. Summaries, graph
 * export and the recording of gates all listen to the one {@code forward} that trains. A listener may also change what
 * operations read, as rounding to int8 does.
 *
 * <p>Tensors are valid during the call only, unless the listener keeps a copy.
 */
public interface ForwardListener {

    /** A layer's forward begins. */
    default void enter(Layer layer, Tensor input) {}

    /** A layer's forward has ended. */
    default void exit(Layer layer, Tensor output) {}

    /**
     * What an operation that is about to run reads in the place of its inputs: by default the inputs themselves. It is
     * then heard with the inputs that it was given.
     *
     * @param reader the operation's kind; all but ReLU ask, which may write over its input
     * @param inputs for convolutions and linear layers the activation, then the weight; not the bias
     * @return as many tensors of the same shapes
     */
    default List<Tensor> reads(Class<? extends Operation> reader, List<Tensor> inputs) {
        return inputs;
    }

    /** A primitive operation has run. */
    default void operation(Operation operation) {}

    /** Runs the action on this thread with the listener, after which the one before it hears again. */
    static void listen(ForwardListener listener, Runnable action) {
        listen(listener, () -> {
            action.run();
            return null;
        });
    }

    /** What the action gives, run on this thread with the listener, after which the one before it hears again. */
    static <T> T listen(ForwardListener listener, Supplier<T> action) {
        ForwardListener before = Listening.CURRENT.get();
        Listening.CURRENT.set(listener);
        try {
            return action.get();
        } finally {
            Listening.CURRENT.set(before);
        }
    }
}
