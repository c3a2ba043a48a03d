package io.channelwise.weights;

import java.util.List;
import java.util.Map;

/** The values that a pickle makes beside strings, numbers, lists and maps. All are inert: none stands for code. */
final class Pickled {

    private Pickled() {}

    /**
     * A tuple. It equals only itself, so that a hostile nest of them costs nothing as a key; checkpoints do not look
     * anything up by tuple.
     */
    static final class Tuple {
        private static final Map<Class<?>, String> WORDS = Map.of(
                String.class, "a text",
                Long.class, "a whole number",
                Tuple.class, "a tuple",
                Global.class, "the name of a class or function",
                TorchStorage.class, "a storage");

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
                throw new WeightsException("is damaged: its pickle lacks item " + index + " of a tuple, "
                        + WORDS.getOrDefault(type, "a value"));
            }
            return type.cast(get(index));
        }
    }

    /** The name of a Python class or function, and nothing more. */
    record Global(String name) {}

    /** A tensor that is not read, {@code a sparse tensor}; it matters only where it is a weight. */
    record UnreadTensor(String what) {}

    /** A storage of numbers that are not read. */
    record UnreadStorage(String type, String key, long size) {}

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
