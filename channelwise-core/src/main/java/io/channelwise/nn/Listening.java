package io.channelwise.nn;

import org.bytedeco.pytorch.Tensor;

/** Hands what happens on this thread to its listener, if it has one. */
final class Listening {

    static final ThreadLocal<ForwardListener> CURRENT = new ThreadLocal<>();

    private Listening() {}

    static boolean isOn() {
        return CURRENT.get() != null;
    }

    static Tensor heard(Operation operation) {
        ForwardListener listener = CURRENT.get();
        if (listener != null) {
            listener.operation(operation);
        }
        return operation.output();
    }

    static void entered(Layer layer, Tensor input) {
        ForwardListener listener = CURRENT.get();
        if (listener != null) {
            listener.enter(layer, input);
        }
    }

    static void exited(Layer layer, Tensor output) {
        ForwardListener listener = CURRENT.get();
        if (listener != null) {
            listener.exit(layer, output);
        }
    }
}
