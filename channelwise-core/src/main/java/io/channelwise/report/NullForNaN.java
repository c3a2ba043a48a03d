package io.channelwise.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Teaches Jackson that NaN and infinities, which JSON lacks, are written as null, and that null is read as NaN. */
public final class NullForNaN extends SimpleModule {

    public NullForNaN() {
        super("NullForNaN");
        addSerializer(Double.class, new FiniteOrNull());
        addSerializer(double.class, new FiniteOrNull());
        addDeserializer(double.class, new NullIsNaN());
    }

    private static final class FiniteOrNull extends JsonSerializer<Double> {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    private static final class NullIsNaN extends StdScalarDeserializer<Double> {

        NullIsNaN() {
            super(double.class);
        }

        @Override
        public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return _parseDoublePrimitive(json, context);
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }

        /** What an older file lacks has Java's default, as without this module. */
        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return 0.0;
        }
    }
}
