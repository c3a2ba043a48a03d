package io.channelwise.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a run as a flat table, in their order; a group's name stands before what a group within it holds. */
final class SettingsTable {

    private SettingsTable() {}

    /** JSON values by name. */
    static Map<String, Object> of(TrainSettings settings) {
        Map<String, Object> table = new LinkedHashMap<>();
        JsonNode tree = RunJson.MAPPER.valueToTree(settings);
        tree.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                flatten("", field.getValue(), table);
            } else {
                put(field.getKey(), field.getValue(), table);
            }
        });
        return table;
    }

    /** The same as text, with spaces in the names; {@code none} for what was not asked for, such as a recipe. */
    static Map<String, String> text(TrainSettings settings) {
        Map<String, String> table = new LinkedHashMap<>();
        of(settings)
                .forEach((name, value) -> table.put(name.replace('_', ' '), value == null ? "none" : value.toString()));
        return table;
    }

    private static void flatten(String prefix, JsonNode group, Map<String, Object> table) {
        group.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                flatten(field.getKey() + "_", field.getValue(), table);
            } else {
                put(prefix + field.getKey(), field.getValue(), table);
            }
        });
    }

    private static void put(String name, JsonNode value, Map<String, Object> table) {
        table.put(name, RunJson.MAPPER.convertValue(value, Object.class));
    }
}
