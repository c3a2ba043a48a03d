package io.channelwise.cli;

import java.math.BigInteger;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers as people and other programs write them; whether one is allowed is asked where it is used. */
final class Numbers {

    private Numbers() {}

    /** {@code 0.1}, {@code 5e-4}; {@code nan} and {@code inf} are numbers too, which no option takes. */
    static final class Real implements ITypeConverter<Double> {
        @Override
        public Double convert(String word) {
            try {
                return switch (word.toLowerCase(Locale.ROOT)) {
                    case "nan" -> Double.NaN;
                    case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
                    case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
                    default -> Double.valueOf(word);
                };
            } catch (NumberFormatException e) {
                String point = word.matches("-?\\d*,\\d+") ? "; write it with a point: " + word.replace(',', '.') : "";
                throw new TypeConversionException("'" + word + "' is no number" + point);
            }
        }
    }

    /** {@code 12}. */
    static final class Whole implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String word) {
            return Math.toIntExact(whole(word, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }

    /** {@code 12}, of any length that fits. */
    static final class WholeLong implements ITypeConverter<Long> {
        @Override
        public Long convert(String word) {
            return whole(word, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static long whole(String word, long least, long most) {
        if (!word.matches("[+-]?\\d{1,30}")) {
            throw new TypeConversionException("'" + word + "' is no whole number");
        }
        BigInteger number = new BigInteger(word);
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new TypeConversionException("'" + word + "' is too large a number");
        }
        return number.longValueExact();
    }
}
