package io.channelwise.weights;

import io.channelwise.weights.Pickled.Global;
import io.channelwise.weights.Pickled.Instance;
import io.channelwise.weights.Pickled.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a PyTorch checkpoint may call: makers of tensors and of maps. All else is refused by its name. */
final class TorchCalls implements Unpickler.Calls {

    /** Makers of values beside the weights, which are dropped without being made. */
    private static final Set<String> DROPPED = Set.of(
            "__builtin__.set",
            "builtins.set",
            "_codecs.encode",
            "datetime.datetime",
            "numpy.dtype",
            "numpy.core.multiarray.scalar",
            "numpy.core.multiarray._reconstruct",
            "numpy._core.multiarray.scalar",
            "numpy._core.multiarray._reconstruct",
            "pathlib.PosixPath",
            "pathlib.WindowsPath",
            "torch.device");

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

    /** The storages that were named, by key; each the one that reaches furthest. */
    Map<String, TorchStorage> storages() {
        return storages;
    }

    @Override
    public Object call(String function, Tuple arguments) {
        return switch (function) {
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> tensor(arguments);
            case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
                arguments.get(0, TorchTensor.class);
            case "torch._tensor._rebuild_from_type_v2" -> tensorOfSubclass(arguments);
            case "collections.OrderedDict", "collections.Counter" -> map(arguments, 0);
            case "collections.defaultdict" -> map(arguments, 1);
            case "torch.Size" -> arguments;
            default -> {
                if (!DROPPED.contains(function)) {
                    throw refused(function);
                }
                yield new Instance(function);
            }
        };
    }

    static WeightsException refused(String function) {
        return new WeightsException("calls " + function + ", which weights have no need of; nothing was run. "
                + "If you trust the file, save only model.state_dict() from it in PyTorch");
    }

    private static TorchTensor tensor(Tuple arguments) {
        return new TorchTensor(
                arguments.get(0, TorchStorage.class),
                arguments.get(1, Long.class),
                longs(arguments.get(2, Tuple.class)),
                longs(arguments.get(3, Tuple.class)));
    }

    /** A tensor with attributes: (function, class, arguments, state). */
    private static TorchTensor tensorOfSubclass(Tuple arguments) {
        String function = arguments.get(0, Global.class).name();
        Tuple inner = arguments.get(2, Tuple.class);
        return switch (function) {
            case "torch._utils._rebuild_tensor_v2" -> tensor(inner);
            case "torch._utils._rebuild_parameter" -> inner.get(0, TorchTensor.class);
            default -> throw refused(function);
        };
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
                map.put(Unpickler.key(entry.get(0)), entry.get(1));
            }
            // Emptied, so that a hostile pickle cannot make map after map of one long list.
            pairs.clear();
        }
        return map;
    }

    @Override
    public Object persistent(Object id) {
        if (!(id instanceof Tuple tuple)) {
            throw new WeightsException("is damaged: its pickle refers to a storage without saying which");
        }
        String kind = tuple.get(0, String.class);
        if (kind.equals("module")) {
            return tuple.get(1, Global.class);
        }
        TorchStorage storage = storage(tuple);
        storages.merge(storage.key(), storage, (a, b) -> b.byteEnd() > a.byteEnd() ? b : a);
        return view(storage, tuple);
    }

    /** ("storage", type, key, device, elements[, view]). The device does not matter: all is read into memory. */
    private static TorchStorage storage(Tuple id) {
        String name = id.get(1, Global.class).name();
        DType type = STORAGES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !name.startsWith("torch.")) {
            throw new WeightsException("has tensors of type " + name + ", which is not read");
        }
        long size = id.get(4, Long.class);
        if (size < 0) {
            throw new WeightsException("is damaged: a storage claims " + size + " elements");
        }
        return new TorchStorage(type, id.get(2, String.class), 0, size);
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
