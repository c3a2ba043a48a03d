package io.channelwise.weights;

import io.channelwise.weights.Pickled.Global;
import io.channelwise.weights.Pickled.Instance;
import io.channelwise.weights.Pickled.Tuple;
import io.channelwise.weights.Pickled.UnreadStorage;
import io.channelwise.weights.Pickled.UnreadTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What calls in a PyTorch checkpoint come to. Tensors and maps are made here; what is known to do harm is refused by its
 * name. Anything else is a value beside the weights, of whatever library, and stays an inert object: nothing is run.
 */
final class TorchCalls implements Unpickler.Calls {

    private static final String REBUILD = "torch._utils._rebuild_";

    /** Where the number type stands among the arguments of _rebuild_tensor_v3. */
    private static final int TYPE_OF_V3 = 6;

    private static final int MOST_ARGUMENTS = 16;

    private static final Map<String, DType> STORAGES = Map.of(
            "DoubleStorage", DType.F64,
            "FloatStorage", DType.F32,
            "HalfStorage", DType.F16,
            "BFloat16Storage", DType.BF16,
            "LongStorage", DType.I64,
            "IntStorage", DType.I32,
            "ShortStorage", DType.I16,
            "CharStorage", DType.I8,
            "ByteStorage", DType.U8,
            "BoolStorage", DType.BOOL);

    /** Every storage in the order in which the pickle names them first. */
    private final Map<String, TorchStorage> storages = new LinkedHashMap<>();

    /** Storages of numbers that are not read, by key. */
    private final Map<String, UnreadStorage> unreadStorages = new LinkedHashMap<>();

    Map<String, UnreadStorage> unreadStorages() {
        return unreadStorages;
    }

    /** The storages that were named, by key; each the one that reaches furthest. */
    Map<String, TorchStorage> storages() {
        return storages;
    }

    @Override
    public Object call(String function, Tuple arguments) {
        requireHarmless(function, arguments);
        return switch (function) {
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
            case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
                parameter(arguments);
            case "torch._tensor._rebuild_from_type_v2" -> tensorOfSubclass(arguments);
            case "collections.OrderedDict", "collections.Counter" -> map(arguments, 0);
            case "collections.defaultdict" -> map(arguments, 1);
            case "torch.Size" -> arguments;
            default ->
                function.startsWith(REBUILD) ? new UnreadTensor(kind(function, arguments)) : new Instance(function);
        };
    }

    /** A harmful function is refused too where another is to call it, as functools.partial and builtins.map do. */
    private static void requireHarmless(String function, Tuple arguments) {
        if (HarmfulCalls.has(function)) {
            throw refused(function);
        }
        for (int i = 0; i < Math.min(arguments.size(), MOST_ARGUMENTS); i++) {
            if (arguments.get(i) instanceof Global global && HarmfulCalls.has(global.name())) {
                throw refused(global.name());
            }
        }
    }

    /** Types that PyTorch has later than storages of a type of their own are named by the tensor. */
    private static String kind(String function, Tuple arguments) {
        return switch (function.substring(REBUILD.length())) {
            case "tensor_v3" ->
                arguments.get(TYPE_OF_V3) instanceof Global type ? "a tensor of " + type.name() : "a tensor";
            case "sparse_tensor", "sparse_csr_tensor" -> "a sparse tensor";
            case "meta_tensor_no_storage" -> "a tensor without values, of the device meta,";
            case "qtensor" -> "a quantised tensor";
            case "nested_tensor" -> "a nested tensor";
            default -> "a tensor made by " + function;
        };
    }

    static WeightsException refused(String function) {
        return new WeightsException("calls " + function + ", which weights have no need of; nothing was run. "
                + "If you trust the file, save only model.state_dict() from it in PyTorch");
    }

    private static Object tensor(Tuple arguments) {
        if (arguments.get(0) instanceof UnreadStorage storage) {
            return new UnreadTensor("a tensor of " + storage.type());
        }
        return new TorchTensor(
                arguments.get(0, TorchStorage.class),
                arguments.get(1, Long.class),
                longs(arguments.get(2, Tuple.class)),
                longs(arguments.get(3, Tuple.class)));
    }

    /** A parameter is its tensor. */
    private static Object parameter(Tuple arguments) {
        Object tensor = arguments.get(0);
        if (!(tensor instanceof TorchTensor || tensor instanceof UnreadTensor)) {
            throw new WeightsException("is damaged: its pickle makes a parameter of no tensor");
        }
        return tensor;
    }

    /** A tensor with attributes: (function, class, arguments, state). */
    private Object tensorOfSubclass(Tuple arguments) {
        String function = arguments.get(0, Global.class).name();
        Tuple inner = arguments.get(2, Tuple.class);
        return function.startsWith(REBUILD) ? call(function, inner) : new UnreadTensor("a tensor made by " + function);
    }

    private static List<Long> longs(Tuple tuple) {
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < Math.min(tuple.size(), StoredTensor.MAX_RANK + 1); i++) {
            values.add(tuple.get(i, Long.class));
        }
        return values;
    }

    /** An empty map, or as Python 2 pickled it one of a list of [key, value]. */
    private static Map<Object, Object> map(Tuple arguments, int first) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (arguments.get(first) instanceof List<?> pairs) {
            for (Object pair : pairs) {
                if (!(pair instanceof List<?> entry) || entry.size() != 2) {
                    throw new WeightsException("is damaged: an OrderedDict in its pickle is no list of pairs");
                }
                Unpickler.putText(map, entry.get(0), entry.get(1));
            }
            // Emptied, so that a hostile pickle cannot make map after map of one long list.
            pairs.clear();
        }
        return map;
    }

    /** ("storage", type, key, device, elements[, view]). The device does not matter: all is read into memory. */
    @Override
    public Object persistent(Object id) {
        if (!(id instanceof Tuple tuple)) {
            throw new WeightsException("is damaged: its pickle refers to a storage without saying which");
        }
        String kind = tuple.get(0, String.class);
        if (kind.equals("module")) {
            return tuple.get(1, Global.class);
        }
        String name = tuple.get(1, Global.class).name();
        if (!name.startsWith("torch.")) {
            throw new WeightsException("has tensors of type " + name + ", which is not read");
        }
        String key = tuple.get(2, String.class);
        long size = tuple.get(4, Long.class);
        if (size < 0) {
            throw new WeightsException("is damaged: a storage claims " + size + " elements");
        }
        DType type = STORAGES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return unreadStorages.computeIfAbsent(key, any -> new UnreadStorage(name, key, size));
        }
        TorchStorage storage = view(new TorchStorage(type, key, 0, size), tuple);
        storages.merge(key, new TorchStorage(type, key, 0, size), (a, b) -> b.byteEnd() > a.byteEnd() ? b : a);
        return storage;
    }

    /** Files before PyTorch 0.4 keep parts of a storage: (key of the view, first element, elements). */
    private static TorchStorage view(TorchStorage storage, Tuple id) {
        if (!(id.get(5) instanceof Tuple part)) {
            return storage;
        }
        long begin = part.get(1, Long.class);
        long size = part.get(2, Long.class);
        if (begin < 0 || size < 0 || begin > storage.size() - size) {
            throw new WeightsException("is damaged: a view of a storage reaches out of it");
        }
        return new TorchStorage(storage.type(), storage.key(), begin, size);
    }
}
