package io.channelwise.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.VoidTensorHook;

/**
 * Runs an action when the backward pass reaches a tensor, before the gradients of the operations that led to it.
 *
 * <p>libtorch keeps no object of Java's alive and does not tell when it drops a hook. So hooks are never freed but used
 * again, and one that fires for a graph that has had its turn does what it is waiting for too early, which is no harm.
 */
public final class GradientHook {

    /** What a hook is for; it may turn out that the backward pass never comes. */
    public interface Action extends AutoCloseable {

        /** Runs once, without recording gradients. */
        void run();

        /** Whether the graph is gone. */
        boolean isForgotten();

        @Override
        void close();
    }

    private static final Deque<Slot> FREE = new ArrayDeque<>();
    private static final List<Slot> WAITING = new ArrayList<>();

    private GradientHook() {}

    /** Runs the action when the gradient of this tensor is known. */
    public static void before(Tensor tensor, Action action) {
        tensor.register_hook(slot(action));
    }

    private static synchronized Slot slot(Action action) {
        Slot slot = FREE.isEmpty() ? new Slot() : FREE.pop();
        slot.action = action;
        WAITING.add(slot);
        return slot;
    }

    /** Ends the waiting of hooks whose graphs are gone without a backward pass. */
    public static synchronized void sweep() {
        for (Iterator<Slot> slots = WAITING.iterator(); slots.hasNext(); ) {
            Slot slot = slots.next();
            if (slot.action.isForgotten()) {
                slots.remove();
                slot.free().close();
            }
        }
    }

    private static synchronized Action take(Slot slot) {
        return WAITING.remove(slot) ? slot.free() : null;
    }

    private static final class Slot extends VoidTensorHook {

        private Action action;

        Slot() {
            retainReference();
        }

        private Action free() {
            Action taken = action;
            action = null;
            FREE.push(this);
            return taken;
        }

        @Override
        public void call(TensorBase gradient) {
            gradient.deallocate();
            Action taken = take(this);
            if (taken != null) {
                try (taken;
                        NoGrad guard = new NoGrad();
                        Scope scope = new Scope()) {
                    taken.run();
                }
            }
        }
    }
}
