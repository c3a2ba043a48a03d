package io.channelwise.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.channelwise.runtime.Harmless;
import java.io.IOException;
import java.time.Instant;

/**
 * JSON for a {@code <script type="application/json">} element of a page.
 *
 * <p>Records become objects, pictures base64, instants ISO 8601, NaN and infinities null. A matrix of counts is sparse,
 * since a thousand classes have a million cells and nearly all are zero: each row lists column, count, column, count.
 */
final class PageJson {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new NullForNaN())
            .registerModule(new SimpleModule("PageJson")
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(String.class, new HarmlessText())
                    .addSerializer(long[][].class, new SparseRows()));

    private PageJson() {}

    /**
     * The value as JSON that stays text whatever it holds: no tag, comment or entity can begin in it, and no mark turns
     * the order of what stands beside it round.
     */
    static String of(Object value) {
        try {
            // In JSON these characters occur inside strings only, where their escapes mean the same.
            return MAPPER.writeValueAsString(value)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException unserialisable) {
            throw new IllegalArgumentException(
                    "cannot write " + value.getClass().getSimpleName() + " as JSON", unserialisable);
        }
    }

    private static final class HarmlessText extends JsonSerializer<String> {
        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(Harmless.line(text));
        }
    }

    private static final class SparseRows extends JsonSerializer<long[][]> {
        @Override
        public void serialize(long[][] rows, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartArray();
            for (long[] row : rows) {
                json.writeStartArray();
                for (int column = 0; column < row.length; column++) {
                    if (row[column] != 0) {
                        json.writeNumber(column);
                        json.writeNumber(row[column]);
                    }
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        }
    }
}
