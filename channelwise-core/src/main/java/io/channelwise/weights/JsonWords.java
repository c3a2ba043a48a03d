package io.channelwise.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.channelwise.runtime.JsonReasons;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is wrong with JSON, without the parser's class names. */
final class JsonWords {

    private JsonWords() {}

    /** {@code preprocessing.height: expected a whole number}, or where the text is no JSON what the parser says. */
    static String of(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping) {
            String path = path(mapping);
            String expected = e instanceof MismatchedInputException mismatch ? expected(mismatch) : "another value";
            return (path.isEmpty() ? "" : path + ": ") + "expected " + expected;
        }
        return JsonReasons.of(e);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null ? Integer.toString(part.getIndex()) : part.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (e.getOriginalMessage().startsWith("Trailing token")) {
            return "nothing after it";
        } else if (type == null) {
            return "another value";
        } else if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                            .map(word -> word.toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" or "))
                    + (e instanceof InvalidFormatException wrong ? ", found " + wrong.getValue() : "");
        } else if (type == String.class) {
            return "a text";
        } else if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        } else if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}
