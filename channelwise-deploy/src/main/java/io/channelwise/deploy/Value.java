package io.channelwise.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What is known of a value of a graph before it runs.
 *
 * @param shape its extents
 * @param numbers its elements, where it is a short constant of integers or was computed from shapes; empty if it is not
 */
record Value(List<Long> shape, List<Long> numbers) {

    private static final int MOST_AXES = 8;

    /** @throws IllegalArgumentException if an extent is negative, there are too many, or their product overflows */
    Value {
        shape = List.copyOf(shape);
        numbers = List.copyOf(numbers);
        if (shape.size() > MOST_AXES || shape.stream().anyMatch(extent -> extent < 0)) {
            throw new IllegalArgumentException("a value of the shape " + shape);
        }
        elements(shape);
    }

    static Value of(List<Long> shape) {
        return new Value(shape, List.of());
    }

    static Value of(long... shape) {
        return of(LongStream.of(shape).boxed().toList());
    }

    /** A vector of known numbers. */
    static Value vector(List<Long> numbers) {
        return new Value(List.of((long) numbers.size()), numbers);
    }

    int axes() {
        return shape.size();
    }

    long extent(int axis) {
        if (axis < 0 || axis >= shape.size()) {
            throw new IllegalArgumentException("no axis " + axis + " in " + shape);
        }
        return shape.get(axis);
    }

    /** The place of an axis that may be counted from the end. */
    int axis(long wish) {
        long place = wish < 0 ? wish + shape.size() : wish;
        if (place < 0 || place >= shape.size()) {
            throw new IllegalArgumentException("no axis " + wish + " in " + shape);
        }
        return (int) place;
    }

    /** The same shape but for one extent. */
    Value withExtent(int axis, long extent) {
        Long[] other = shape.toArray(Long[]::new);
        other[axis] = extent;
        return of(Arrays.asList(other));
    }

    long elements() {
        return elements(shape);
    }

    private static long elements(List<Long> shape) {
        try {
            return shape.stream().reduce(1L, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a value of the shape " + shape, e);
        }
    }
}
