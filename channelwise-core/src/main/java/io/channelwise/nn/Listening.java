package io.channelwise.nn;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Hands what happens on this thread to its listener, if it has one, and what that listener changes to operations. */
final class Listening {

    static final ThreadLocal<ForwardListener> CURRENT = new ThreadLocal<>();

    private Listening() {}

    static boolean isOn() {
        return CURRENT.get() != null;
    }

    /** What an operation is to read for its input. */
    static Tensor read(Class<? extends Operation> reader, Tensor input) {
        return isOn() ? read(reader, List.of(input)).get(0) : input;
    }

    /** What an operation is to read for its inputs. */
    static List<Tensor> read(Class<? extends Operation> reader, List<Tensor> inputs) {
        ForwardListener listener = CURRENT.get();
        return listener == null ? inputs : listener.reads(reader, inputs);
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
