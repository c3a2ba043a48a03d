package io.channelwise.runtime;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The type in which convolutions and matrix products compute; weights are float32 in either case. */
public enum Precision {
    /** 24 bits of precision. */
    FLOAT32("float32"),
    /** 8 bits of precision in the range of float32: half the memory of activations, and faster where there are units for it. */
    BFLOAT16("bf16");

    private final String word;

    Precision(String word) {
        this.word = word;
    }

    /**
     * The precision of a word, {@code float32} or {@code bf16}.
     *
     * @throws IllegalArgumentException if it is another word
     */
    public static Precision of(String word) {
        return Arrays.stream(values())
                .filter(precision -> precision.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("precision: " + word + "; allowed: " + words()));
    }

    private static String words() {
        return Arrays.stream(values()).map(Precision::toString).collect(Collectors.joining(", "));
    }

    /** {@code float32} or {@code bf16}. */
    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
