package io.channelwise.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words that stand for an enum's constants: their names in small letters, with hyphens. */
record Words<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    @Override
    public E convert(String word) {
        String plain = plain(word);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> plain(constant.toString()).equals(plain))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(word + "; allowed: " + allowed()));
    }

    private String allowed() {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> plain(constant.toString()))
                .collect(Collectors.joining(", "));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
