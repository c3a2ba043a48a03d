package io.channelwise.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a run as a flat table, in their order. */
final class SettingsTable {

    private SettingsTable() {}

    /** JSON values by name; nested settings stand under their own names. */
    static Map<String, Object> of(TrainSettings settings) {
        Map<String, Object> table = new LinkedHashMap<>();
        flatten(RunJson.MAPPER.valueToTree(settings), table);
        return table;
    }

    /** The same as text, with spaces in the names. */
    static Map<String, String> text(TrainSettings settings) {
        Map<String, String> table = new LinkedHashMap<>();
        of(settings).forEach((name, value) -> table.put(name.replace('_', ' '), String.valueOf(value)));
        return table;
    }

    private static void flatten(JsonNode node, Map<String, Object> table) {
        node.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                flatten(field.getValue(), table);
            } else {
                table.put(field.getKey(), RunJson.MAPPER.convertValue(field.getValue(), Object.class));
            }
        });
    }
}
