package io.channelwise.weights;

import io.channelwise.weights.Pickled.Global;
import io.channelwise.weights.Pickled.Instance;
import io.channelwise.weights.Pickled.Tuple;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Python's pickle stack machine, protocols 2 to 5, as pickletools documents it, for data only.
 *
 * <p>Globals are names, never looked up. What a pickle calls goes to {@link Calls}, which knows a handful of names.
 * Memory stays in proportion to the pickle: lengths are checked, instructions are counted.
 */
final class Unpickler {

    // A checkpoint with optimiser state takes about 50 instructions for each tensor.
    private static final int MAX_INSTRUCTIONS = 2_000_000;

    /** What a pickle may call. */
    interface Calls {
        /** The result of calling the function of this name, {@code torch._utils._rebuild_tensor_v2}. */
        Object call(String function, Tuple arguments);

        /** The object that the pickle keeps outside of itself: a storage. */
        Object persistent(Object id);
    }

    private final PickleInput input;
    private final Calls calls;
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Deque<List<Object>> outer = new ArrayDeque<>();
    private List<Object> stack = new ArrayList<>();

    private Unpickler(PickleInput input, Calls calls) {
        this.input = input;
        this.calls = calls;
    }

    /** The object in one pickle; the buffer's position is set behind it. */
    static Object read(ByteBuffer bytes, Calls calls) {
        PickleInput input = new PickleInput(bytes);
        Object value = new Unpickler(input, calls).run();
        bytes.position(bytes.position() + input.position());
        return value;
    }

    private Object run() {
        for (int i = 0; i < MAX_INSTRUCTIONS; i++) {
            int code = input.unsignedByte();
            if (code == '.') {
                return pop();
            }
            if (!number(code) && !text(code) && !container(code) && !memory(code) && !object(code)) {
                throw new WeightsException("has an instruction in its pickle that PyTorch does not write: 0x"
                        + Integer.toHexString(code) + " at byte " + (input.position() - 1));
            }
        }
        throw new WeightsException("has a pickle of more than " + MAX_INSTRUCTIONS + " instructions");
    }

    private boolean number(int code) {
        switch (code) {
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) input.int32());
            case 'K' -> push((long) input.unsignedByte());
            case 'M' -> push((long) input.unsignedShort());
            case 0x8a -> push(input.bigInteger(input.unsignedByte()));
            case 0x8b -> push(input.bigInteger(input.unsignedInt()));
            case 'G' -> push(input.float64());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int code) {
        switch (code) {
            case 0x8c -> push(input.text(input.unsignedByte()));
            case 'X' -> push(input.text(input.unsignedInt()));
            case 0x8d -> push(input.text(input.int64()));
            case 'U' -> push(input.byteText(input.unsignedByte()));
            case 'T' -> push(input.byteText(input.unsignedInt()));
            case 'C' -> push(input.bytes(input.unsignedByte()));
            case 'B' -> push(input.bytes(input.unsignedInt()));
            case 0x8e, 0x96 -> push(input.bytes(input.int64()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int code) {
        switch (code) {
            case '}' -> push(new LinkedHashMap<>());
            case ']', 0x8f -> push(new ArrayList<>());
            case ')' -> push(new Tuple(List.of()));
            case '(' -> mark();
            case 't' -> pushTuple(popMark());
            case 0x85 -> pushTuple(pop(1));
            case 0x86 -> pushTuple(pop(2));
            case 0x87 -> pushTuple(pop(3));
            case 'l', 0x91 -> pushList(popMark());
            case 'd' -> pushMap(popMark());
            case 'a' -> append(pop(1));
            case 'e', 0x90 -> append(popMark());
            case 's' -> put(pop(2));
            case 'u' -> put(popMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int code) {
        switch (code) {
            case 'q' -> memo.put(input.unsignedByte(), peek());
            case 'r' -> memo.put(input.int32(), peek());
            case 0x94 -> memo.put(memo.size(), peek());
            case 'h' -> push(recall(input.unsignedByte()));
            case 'j' -> push(recall(input.int32()));
            case '0' -> pop();
            case '1' -> popMark();
            case '2' -> push(peek());
            case 0x80 -> requireProtocol(input.unsignedByte());
            case 0x95 -> input.int64();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int code) {
        switch (code) {
            case 'c' -> push(new Global(input.line() + "." + input.line()));
            case 0x93 -> {
                Tuple names = new Tuple(pop(2));
                push(new Global(names.get(0, String.class) + "." + names.get(1, String.class)));
            }
            case 'R' -> {
                Tuple call = new Tuple(pop(2));
                push(call(call.get(0), call.get(1, Tuple.class)));
            }
            // An instance is made without calling anything: its class stays a name, its state is dropped.
            case 0x81 -> push(instance(new Tuple(pop(2)).get(0)));
            case 0x92 -> push(instance(new Tuple(pop(3)).get(0)));
            case 'b' -> pop();
            case 'Q' -> push(calls.persistent(pop()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** What an inert object was made to call, such as a partial or a class within a class, stays inert too. */
    private Object call(Object function, Tuple arguments) {
        return function instanceof Global global ? calls.call(global.name(), arguments) : instance(function);
    }

    private static Instance instance(Object type) {
        if (type instanceof Global global) {
            return new Instance(global.name());
        } else if (type instanceof Instance made) {
            return made;
        }
        throw damaged();
    }

    private static void requireProtocol(int protocol) {
        if (protocol < 2 || protocol > 5) {
            throw new WeightsException("has a pickle of protocol " + protocol + "; read are 2 to 5");
        }
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() {
        Object value = peek();
        stack.remove(stack.size() - 1);
        return value;
    }

    private Object peek() {
        if (stack.isEmpty()) {
            throw damaged();
        }
        return stack.get(stack.size() - 1);
    }

    private List<Object> pop(int count) {
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(pop());
        }
        Collections.reverse(values);
        return values;
    }

    private void mark() {
        outer.push(stack);
        stack = new ArrayList<>();
    }

    private List<Object> popMark() {
        if (outer.isEmpty()) {
            throw damaged();
        }
        List<Object> values = stack;
        stack = outer.pop();
        return values;
    }

    private void pushTuple(List<Object> items) {
        push(new Tuple(items));
    }

    private void pushList(List<Object> items) {
        push(items);
    }

    private void pushMap(List<Object> items) {
        push(new LinkedHashMap<>());
        put(items);
    }

    private Object recall(int index) {
        if (!memo.containsKey(index)) {
            throw damaged();
        }
        return memo.get(index);
    }

    // Objects of unknown classes, which may well be kinds of lists or maps, drop what they are given.
    private void append(List<Object> items) {
        if (peek() instanceof List<?> list) {
            asObjects(list).addAll(items);
        } else if (!(peek() instanceof Instance)) {
            throw damaged();
        }
    }

    private void put(List<Object> items) {
        if (items.size() % 2 != 0 || !(peek() instanceof Map || peek() instanceof Instance)) {
            throw damaged();
        }
        if (peek() instanceof Map<?, ?> map) {
            for (int i = 0; i < items.size(); i += 2) {
                putText(asObjects(map), items.get(i), items.get(i + 1));
            }
        }
    }

    /**
     * Only texts are looked for, so entries of other keys are dropped. However many texts have equal hash codes, Java's maps
     * find them quickly, which is not so for other keys. Lists and maps are no keys in Python either.
     */
    static void putText(Map<Object, Object> map, Object key, Object value) {
        if (key instanceof List || key instanceof Map) {
            throw damaged();
        }
        if (key instanceof String) {
            map.put(key, value);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Object> asObjects(List<?> list) {
        return (List<Object>) list;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> asObjects(Map<?, ?> map) {
        return (Map<Object, Object>) map;
    }

    private static WeightsException damaged() {
        return new WeightsException("is damaged: its pickle makes no sense");
    }
}
