package io.channelwise.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** Fills in what the {@code config.json} of a run begun by an earlier version does not say, with what it meant then. */
final class EarlierRuns {

    private static final JsonNode MEANT = tree("""
            {
              "settings": {
                "recipe": null,
                "on_bad_image": "fail",
                "device": "cpu",
                "precision": "float32",
                "qat": false,
                "deterministic": false,
                "optimization": {
                  "accumulate": 1,
                  "clip_norm": 0,
                  "schedule": "cosine",
                  "step_at": [],
                  "step_factor": 1,
                  "power": 1,
                  "head_scale": 1,
                  "drop_path": 0,
                  "ema": 0,
                  "class_weights": "none",
                  "freeze": [],
                  "early_stopping": 0
                },
                "augmentation": {
                  "color_jitter": 0,
                  "auto": "none",
                  "auto_magnitude": 0,
                  "erasing": 0,
                  "mixup": 0,
                  "cutmix": 0
                }
              }
            }
            """);

    private EarlierRuns() {}

    private static JsonNode tree(String json) {
        try {
            return RunJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same JSON with every field there; what is no run's configuration is left as it is. */
    static String completed(String json) {
        JsonNode config = RunJson.read(json, JsonNode.class);
        complete(config, MEANT);
        return RunJson.line(config);
    }

    private static void complete(JsonNode given, JsonNode meant) {
        if (!(given instanceof ObjectNode object)) {
            return;
        }
        meant.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                complete(object.path(field.getKey()), field.getValue());
            } else if (!object.has(field.getKey())) {
                object.set(field.getKey(), field.getValue());
            }
        });
    }
}
