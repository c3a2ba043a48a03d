package io.channelwise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.report.NullForNaN;
import io.channelwise.runtime.Harmless;
import java.io.UncheckedIOException;

/** One JSON value on one line; null for what is no number. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new NullForNaN());

    private Json() {}

    static String line(Object value) {
        try {
            return Harmless.json(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
