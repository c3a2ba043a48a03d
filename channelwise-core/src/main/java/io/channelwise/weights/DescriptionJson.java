package io.channelwise.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The description as JSON, read under limits. */
final class DescriptionJson {

    /** The longest description that is read, in bytes. */
    static final int MAX_LENGTH = 1 << 24;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxDocumentLength(MAX_LENGTH)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private DescriptionJson() {}

    static String write(ModelDescription description, boolean indented) {
        try {
            return (indented ? MAPPER.writer(SerializationFeature.INDENT_OUTPUT) : MAPPER.writer())
                    .writeValueAsString(description);
        } catch (JsonProcessingException e) {
            throw new WeightsException("settings cannot be written as JSON: " + JsonWords.of(e), e);
        }
    }

    /** Any JSON, under the same limits. */
    static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /** Whether a text is or was a description, even a damaged one, and not another program's. */
    static boolean isOurs(String json) {
        try {
            JsonNode tree = tree(json);
            return tree != null && tree.has("model") && tree.has("preprocessing");
        } catch (JsonProcessingException e) {
            return json.contains("\"model\"") && json.contains("\"preprocessing\"");
        }
    }

    static ModelDescription read(String json) {
        try {
            ModelDescription description = MAPPER.readValue(json, ModelDescription.class);
            if (description == null) {
                throw new WeightsException("the model description is null");
            }
            return description;
        } catch (JsonProcessingException e) {
            String message =
                    e.getCause() instanceof IllegalArgumentException wrong ? wrong.getMessage() : JsonWords.of(e);
            throw new WeightsException("the model description cannot be read: " + message, e);
        }
    }
}
