package io.channelwise.weights;

import java.util.List;
import java.util.stream.IntStream;

/** Names for classes that nobody named. */
public final class ClassNames {

    private ClassNames() {}

    /** {@code "0"}, {@code "1"} and so on. */
    public static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    /** Whether these are no names but the numbers of the outputs. */
    public static boolean areNumbers(List<String> classes) {
        return classes.equals(numbers(classes.size()));
    }
}
