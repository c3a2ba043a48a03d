package io.channelwise.deploy;

import static io.channelwise.deploy.NodeRules.require;
import static io.channelwise.deploy.NodeRules.small;

import io.channelwise.deploy.NodeRules.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The operators that move numbers to another place or shape, as {@link NodeRules} has the others. */
final class ShapeRules {

    private ShapeRules() {}

    static Outcome reshape(KnownNode node) {
        Value x = node.input();
        List<Long> shape = new ArrayList<>(node.numbers(1));
        for (int axis = 0; axis < shape.size(); axis++) {
            if (shape.get(axis) == 0) {
                shape.set(axis, x.extent(axis));
            }
        }
        int open = shape.indexOf(-1L);
        if (open >= 0) {
            shape.set(open, 1L);
            long known = Value.of(shape).elements();
            require(known > 0, x.shape() + " to " + node.numbers(1));
            shape.set(open, x.elements() / known);
        }
        Value out = Value.of(shape);
        require(out.elements() == x.elements(), x.shape() + " to " + node.numbers(1));
        return small(out);
    }

    static Outcome transpose(KnownNode node) {
        Value x = node.input();
        List<Long> order = node.integers("perm");
        require(order.stream().sorted().toList().equals(axes(x)), x.shape() + " in the order " + order);
        return small(Value.of(
                order.stream().map(axis -> x.extent(Math.toIntExact(axis))).toList()));
    }

    private static List<Long> axes(Value x) {
        return IntStream.range(0, x.axes()).mapToObj(axis -> (long) axis).toList();
    }

    /** Of one axis, without steps. */
    static Outcome slice(KnownNode node) {
        Value x = node.input();
        int axis = x.axis(node.number(3));
        require(!node.has(4), "with steps");
        long from = within(node.number(1), x.extent(axis));
        long to = Math.max(from, within(node.number(2), x.extent(axis)));
        if (x.axes() == 1 && !x.numbers().isEmpty()) {
            return small(Value.vector(x.numbers().subList((int) from, (int) to)));
        }
        return small(x.withExtent(axis, to - from));
    }

    private static long within(long place, long extent) {
        return Math.max(0, Math.min(extent, place < 0 ? place + extent : place));
    }

    static Outcome squeeze(KnownNode node) {
        Value x = node.input();
        int axis = x.axis(node.number(1));
        require(x.extent(axis) == 1, x.shape() + " at " + axis);
        List<Long> shape = new ArrayList<>(x.shape());
        shape.remove(axis);
        return small(Value.of(shape));
    }

    static Outcome pad(KnownNode node) {
        Value x = node.input();
        List<Long> pads = node.numbers(1);
        require(pads.size() == 2 * x.axes() && !node.has(3), x.shape() + " by " + pads);
        Value out = x;
        for (int axis = 0; axis < x.axes(); axis++) {
            long before = pads.get(axis);
            long after = pads.get(x.axes() + axis);
            require(before >= 0 && after >= 0, x.shape() + " by " + pads);
            out = out.withExtent(axis, Math.addExact(x.extent(axis), Math.addExact(before, after)));
        }
        return small(out);
    }

    static Outcome concat(KnownNode node) {
        Value first = node.input();
        int axis = first.axis(node.integer("axis", 0));
        List<Long> numbers = new ArrayList<>();
        long extent = 0;
        for (int i = 0; i < node.inputs(); i++) {
            Value part = node.input(i);
            require(part.axes() == first.axes(), first.shape() + " with " + part.shape());
            require(
                    part.withExtent(axis, 0)
                            .shape()
                            .equals(first.withExtent(axis, 0).shape()),
                    first.shape() + " with " + part.shape());
            extent = Math.addExact(extent, part.extent(axis));
            numbers.addAll(part.numbers());
        }
        Value joined = first.withExtent(axis, extent);
        return small(first.axes() == 1 && numbers.size() == extent ? Value.vector(numbers) : joined);
    }

    /** To sizes, the fourth input, else by scales, the third. */
    static Outcome resize(KnownNode node) {
        Value x = node.input();
        if (node.has(3)) {
            return small(Value.of(node.numbers(3)));
        }
        List<Float> scales = node.reals(2);
        require(scales.size() == x.axes(), x.shape() + " by " + scales);
        Value out = x;
        for (int axis = 0; axis < x.axes(); axis++) {
            double extent = Math.floor(x.extent(axis) * (double) scales.get(axis));
            require(extent >= 0 && extent <= Integer.MAX_VALUE, x.shape() + " by " + scales);
            out = out.withExtent(axis, (long) extent);
        }
        return small(out);
    }
}
