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

        /** The item there, which may be null. */
        Object get(int index) {
            return get(index, Object.class, true);
        }

        /** The item there, of this Java type. */
        <T> T get(int index, Class<T> type) {
            return get(index, type, false);
        }

        private <T> T get(int index, Class<T> type, boolean nullable) {
            boolean there = index < items.size();
            if (!there || !(type.isInstance(items.get(index)) || nullable && items.get(index) == null)) {
                throw new WeightsException(
                        "is damaged: its pickle has no " + type.getSimpleName() + " as item " + index + " of a tuple");
            }
            return type.cast(items.get(index));
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
