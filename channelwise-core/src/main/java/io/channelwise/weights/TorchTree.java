package io.channelwise.weights;

import io.channelwise.weights.Pickled.Instance;
import io.channelwise.weights.Pickled.Tuple;
import io.channelwise.weights.Pickled.UnreadTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The place of the weights inside what people save: a bare state dict, or one in a map beside optimiser and epoch.
 *
 * @param tensors the state dict
 * @param unread what those of its tensors are that are not read
 * @param path the keys that lead to it, empty for a bare one
 * @param remarks the plain values beside it, as text
 * @param selection what is still to be selected among its keys
 */
record TorchTree(
        Map<String, TorchTensor> tensors,
        Map<String, String> unread,
        String path,
        Map<String, String> remarks,
        Selection selection) {

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
    private static final int MAX_REMARKS = 1000;
    private static final int SHOWN = 5;

    /** A map with tensors in it, and the maps that lead to it from the root. */
    private record Place(List<String> keys, List<Map<?, ?>> maps, boolean usual) {

        String path() {
            return String.join(".", keys);
        }

        Map<?, ?> map() {
            return maps.get(maps.size() - 1);
        }

        Place below(String key, Map<?, ?> map) {
            List<String> longer = new ArrayList<>(keys);
            longer.add(key);
            List<Map<?, ?>> further = new ArrayList<>(maps);
            further.add(map);
            return new Place(longer, further, usual && NAMES.contains(key));
        }

        /** Whether it has weights by their name, not just any tensors. */
        boolean hasWeights() {
            return map().entrySet().stream()
                    .anyMatch(entry -> isTensor(entry.getValue()) && isWeight((String) entry.getKey()));
        }

        private static boolean isWeight(String key) {
            return key.equals("weight") || key.endsWith(".weight");
        }
    }

    /** Where a wished key leads, and what of it is no key of a map: the beginning of state-dict keys. */
    private record Named(Place place, String rest) {}

    private static boolean isTensor(Object value) {
        return value instanceof TorchTensor || value instanceof UnreadTensor;
    }

    /** @throws WeightsException if there are no weights, or more than one dict of them at no usual place */
    static TorchTree of(Object root, Selection selection) {
        if (!(root instanceof Map<?, ?> map)) {
            throw none(root);
        }
        Place top = new Place(List.of(), List.of(map), true);
        Named named = selection.key() == null ? new Named(top, null) : resolve(top, selection.key());
        List<Place> places = new ArrayList<>();
        collect(named.place(), places, Collections.newSetFromMap(new IdentityHashMap<>()));
        Place found = choose(places).orElseThrow(() -> none(named.place().map()));
        return stateDict(found, new Selection(named.rest(), selection.ignored()));
    }

    private static TorchTree stateDict(Place place, Selection selection) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        Map<String, String> unread = new LinkedHashMap<>();
        place.map().forEach((key, value) -> {
            if (value instanceof TorchTensor tensor) {
                tensors.put((String) key, tensor);
            } else if (value instanceof UnreadTensor other) {
                unread.put((String) key, other.what());
            }
        });
        if (tensors.size() + unread.size() > Weights.MAX_TENSORS) {
            throw new WeightsException("has " + (tensors.size() + unread.size()) + " tensors in one dict; allowed: "
                    + Weights.MAX_TENSORS);
        }
        return new TorchTree(tensors, unread, place.path(), remarks(place.maps()), selection);
    }

    /** The map under the key, or as far as dots in it lead to one in another. */
    private static Named resolve(Place from, String key) {
        if (from.map().get(key) instanceof Map<?, ?> map) {
            return new Named(from.below(key, map), null);
        }
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            String first = key.substring(0, dot);
            if (from.map().get(first) instanceof Map<?, ?> map) {
                return resolve(from.below(first, map), key.substring(dot + 1));
            }
        }
        return new Named(from, key);
    }

    /** The innermost first, those under usual names before others. A map that holds itself is looked at once. */
    private static void collect(Place place, List<Place> places, Set<Object> seen) {
        if (!seen.add(place.map()) || place.keys().size() > MAX_DEPTH) {
            return;
        }
        for (String name : NAMES) {
            if (place.map().get(name) instanceof Map<?, ?> map) {
                collect(place.below(name, map), places, seen);
            }
        }
        if (place.map().values().stream().anyMatch(TorchTree::isTensor)) {
            places.add(place);
        }
        place.map().forEach((key, value) -> {
            if (value instanceof Map<?, ?> map && !seen.contains(map)) {
                collect(place.below((String) key, map), places, seen);
            }
        });
    }

    private static Optional<Place> choose(List<Place> places) {
        return first(places, place -> place.usual() && place.hasWeights())
                .or(() -> only(places.stream().filter(Place::hasWeights).toList()))
                .or(() -> first(places, Place::usual))
                .or(() -> only(places));
    }

    private static Optional<Place> first(List<Place> places, Predicate<Place> condition) {
        return places.stream().filter(condition).findFirst();
    }

    private static Optional<Place> only(List<Place> places) {
        if (places.size() > 1) {
            List<String> paths = places.stream().limit(SHOWN).map(Place::path).toList();
            throw new WeightsException("holds " + places.size() + " dicts of tensors, " + String.join(", ", paths)
                    + (places.size() > SHOWN ? " and others" : "") + ": name one with --key " + paths.get(0));
        }
        return places.stream().findFirst();
    }

    private static Map<String, String> remarks(List<Map<?, ?>> maps) {
        Map<String, String> remarks = new LinkedHashMap<>();
        for (Map<?, ?> map : maps) {
            map.forEach((key, value) -> {
                boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
                if (plain && remarks.size() < MAX_REMARKS && value.toString().length() <= MAX_REMARK) {
                    remarks.put((String) key, value.toString());
                }
            });
        }
        return remarks;
    }

    private static WeightsException none(Object root) {
        return new WeightsException(
                "holds " + describe(root) + " and no weights at a usual place; save model.state_dict() in PyTorch");
    }

    private static String describe(Object root) {
        if (root instanceof Map<?, ?> map) {
            List<?> keys = map.keySet().stream().limit(SHOWN).toList();
            return "a dict with the keys " + keys + (map.size() > keys.size() ? " and others" : "")
                    + NAMES.stream()
                            .filter(name -> map.get(name) instanceof Instance)
                            .map(name -> ", under " + name + " " + describe(map.get(name)))
                            .findFirst()
                            .orElse("");
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
