package io.channelwise.weights;

import java.util.List;

/** The values that a pickle makes beside strings, numbers, lists and maps. All are inert: none stands for code. */
final class Pickled {

    private Pickled() {}

    /**
     * A tuple. It equals only itself, so that a hostile nest of them costs nothing as a key; checkpoints do not look
     * anything up by tuple.
     */
    static final class Tuple {
        private final List<Object> items;

        Tuple(List<Object> items) {
            this.items = items;
        }

        int size() {
            return items.size();
        }

        /** The item there, which may be null; null also beyond the end. */
        Object get(int index) {
            return index < items.size() ? items.get(index) : null;
        }

        /** The item there, which must be of this Java type. */
        <T> T get(int index, Class<T> type) {
            if (!type.isInstance(get(index))) {
                throw new WeightsException(
                        "is damaged: its pickle has no " + type.getSimpleName() + " as item " + index + " of a tuple");
            }
            return type.cast(get(index));
        }
    }

    /** The name of a Python class or function, and nothing more. */
    record Global(String name) {}

    /** An object of a class that means nothing here; its contents are dropped. */
    static final class Instance {
        private final String className;

        Instance(String className) {
            this.className = className;
        }

        String className() {
            return className;
        }
    }
}
