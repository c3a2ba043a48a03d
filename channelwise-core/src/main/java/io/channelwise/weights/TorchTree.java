package io.channelwise.weights;

import io.channelwise.weights.Pickled.Instance;
import io.channelwise.weights.Pickled.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The place of the weights inside what people save: a bare state dict, or one in a map beside optimiser and epoch.
 *
 * @param tensors the state dict
 * @param path the keys that lead to it, empty for a bare one
 * @param remarks the plain values beside it, as text
 */
record TorchTree(Map<String, TorchTensor> tensors, String path, Map<String, String> remarks) {

    private static final List<String> NAMES = List.of(
            "state_dict",
            "model_state_dict",
            "model",
            "net",
            "network",
            "module",
            "weights",
            "params",
            "ema_state_dict",
            "state_dict_ema",
            "model_ema");
    private static final int MAX_DEPTH = 3;
    private static final int MAX_REMARK = 1000;

    /** @throws WeightsException if there are no weights at any usual place */
    static TorchTree of(Object root) {
        return find(root, "", 0)
                .orElseThrow(() -> new WeightsException("holds " + describe(root)
                        + " and no weights at a usual place; save model.state_dict() in PyTorch"));
    }

    private static Optional<TorchTree> find(Object value, String path, int depth) {
        if (!(value instanceof Map<?, ?> map) || depth > MAX_DEPTH) {
            return Optional.empty();
        }
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        map.forEach((key, entry) -> {
            if (key instanceof String name && entry instanceof TorchTensor tensor) {
                tensors.put(name, tensor);
            }
        });
        Optional<TorchTree> nested = NAMES.stream()
                .flatMap(name -> find(map.get(name), path + (path.isEmpty() ? "" : ".") + name, depth + 1).stream())
                .findFirst();
        if (nested.isPresent()) {
            return Optional.of(nested.get().withRemarks(remarks(map)));
        }
        return tensors.isEmpty() ? Optional.empty() : Optional.of(new TorchTree(tensors, path, remarks(map)));
    }

    private TorchTree withRemarks(Map<String, String> outer) {
        outer.putAll(remarks);
        return new TorchTree(tensors, path, outer);
    }

    private static Map<String, String> remarks(Map<?, ?> map) {
        Map<String, String> remarks = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (key instanceof String name && plain && value.toString().length() <= MAX_REMARK) {
                remarks.put(name, value.toString());
            }
        });
        return remarks;
    }

    private static String describe(Object root) {
        if (root instanceof Map<?, ?> map) {
            List<?> keys = map.keySet().stream()
                    .filter(String.class::isInstance)
                    .limit(5)
                    .toList();
            return "a dict with the keys " + keys + (map.size() > keys.size() ? " and others" : "");
        }
        if (root instanceof Instance instance) {
            return "a whole pickled object of class " + instance.className();
        }
        if (root instanceof TorchTensor tensor) {
            return "a single tensor of shape " + tensor.shape();
        }
        if (root instanceof List || root instanceof Tuple) {
            return "a list or tuple";
        }
        return "a single value";
    }
}
