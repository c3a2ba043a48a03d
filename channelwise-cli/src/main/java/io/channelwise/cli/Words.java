package io.channelwise.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words that stand for an enum's constants, as their {@code toString} writes them. */
record Words<E extends Enum<E>>(Class<E> type) implements ITypeConverter<E> {

    @Override
    public E convert(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(plain))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(word + "; allowed: " + allowed()));
    }

    private String allowed() {
        return Arrays.stream(type.getEnumConstants()).map(Enum::toString).collect(Collectors.joining(", "));
    }
}
