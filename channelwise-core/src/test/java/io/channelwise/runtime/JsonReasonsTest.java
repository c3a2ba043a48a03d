package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReasonsTest {

    record Thing(int number, List<String> names, Thing inner) {
        Thing {
            if (number > 9) {
                throw new IllegalArgumentException("number: " + number + "; allowed: up to 9");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"number\": 1",
                "{\"number\": \"x\"}",
                "{\"names\": 3}",
                "[",
                "[1,",
                "nul",
                "{\"a\" 1}",
                "\u0000",
                "{\"other\": 1}",
                "{\"inner\": {\"number\": []}}",
                "\"open",
                "{\"number\": 1e999}",
                "{\"number\": 10}",
                "{\"inner\": {\"number\": 10}}"
            })
    void speakOfNoSourceAndNoClass(String json) {
        JsonProcessingException e = catchThrowableOfType(
                JsonProcessingException.class, () -> new ObjectMapper().readValue(json, Thing.class));
        assertThat(JsonReasons.of(e))
                .isNotBlank()
                .doesNotContain("Source", "REDACTED", "io.channelwise", "java.", "StreamReadFeature")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"number\": 10}"})
    void aRefusedValueIsToldInItsOwnWords(String json) {
        JsonProcessingException e = catchThrowableOfType(
                JsonProcessingException.class, () -> new ObjectMapper().readValue(json, Thing.class));
        assertThat(JsonReasons.of(e)).isEqualTo("number: 10; allowed: up to 9");
    }
}
