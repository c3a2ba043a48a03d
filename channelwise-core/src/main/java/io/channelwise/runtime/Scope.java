package io.channelwise.runtime;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The lifetime of the native objects made on this thread while it is open: closing frees all of them but those kept.
 *
 * <p>A layer's call, a training step and a prediction each open one, so users never close an activation. Tensors that
 * autograd still needs for the backward pass live on inside the graph.
 *
 * <pre>{@code
 * try (Scope step = new Scope()) {
 *     Tensor loss = crossEntropy(model.call(images), labels);
 *     loss.backward();
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {

    private final PointerScope outer = PointerScope.getInnerScope();
    private final PointerScope inner = new PointerScope();

    static {
        Engine.start();
    }

    /**
     * Lets a tensor made in this scope outlive it: it belongs to the surrounding scope then, or, outside of any, to the
     * caller, who frees it with {@code close()} or leaves it to the garbage collector.
     */
    public Tensor keep(Tensor tensor) {
        if (outer != null) {
            outer.attach(tensor);
        } else {
            tensor.retainReference();
        }
        return tensor;
    }

    @Override
    public void close() {
        inner.close();
        if (outer == null) {
            HeapGaps.release();
        }
    }
}
