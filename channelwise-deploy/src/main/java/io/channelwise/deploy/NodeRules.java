package io.channelwise.deploy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The operators that exports have, the attributes they have there, and the shapes that they make of shapes. What is not
 * here is in no export.
 */
final class NodeRules {

    /** What an operator makes, and how many multiplications or moved numbers that takes. */
    record Outcome(Value value, long work) {}

    private record Rule(Set<String> attributes, Function<KnownNode, Outcome> outcome) {}

    private static final Map<String, Rule> RULES = rules();

    private NodeRules() {}

    /** Their names. */
    static Set<String> operators() {
        return RULES.keySet();
    }

    /** Whether an operator, which must be one of them, has such an attribute in exports. */
    static boolean has(String operator, String attribute) {
        return RULES.get(operator).attributes.contains(attribute);
    }

    /**
     * What an operator makes of its inputs.
     *
     * @throws IllegalArgumentException if it cannot be computed from them
     * @throws ArithmeticException if a number overflows
     */
    static Outcome outcome(KnownNode node) {
        return RULES.get(node.operator()).outcome.apply(node);
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        for (String op : List.of("Relu", "Sigmoid", "Sqrt", "QuantizeLinear")) {
            rules.put(op, new Rule(Set.of(), NodeRules::same));
        }
        rules.put("Softmax", new Rule(Set.of("axis"), NodeRules::same));
        rules.put("DequantizeLinear", new Rule(Set.of("axis"), NodeRules::same));
        rules.put("Cast", new Rule(Set.of("to"), NodeRules::same));
        rules.put("BatchNormalization", new Rule(Set.of("epsilon"), NodeRules::same));
        for (String op : List.of("Add", "Sub", "Mul")) {
            rules.put(op, new Rule(Set.of(), NodeRules::broadcast));
        }
        for (String op : List.of("GlobalAveragePool", "GlobalMaxPool")) {
            rules.put(op, new Rule(Set.of(), NodeRules::globalPool));
        }
        for (String op : List.of("ReduceMean", "ReduceMax")) {
            rules.put(op, new Rule(Set.of("axes", "keepdims"), NodeRules::reduce));
        }
        Set<String> window = Set.of("kernel_shape", "strides", "pads", "ceil_mode");
        rules.put("MaxPool", new Rule(window, NodeRules::pool));
        rules.put("AveragePool", new Rule(window, NodeRules::pool));
        Set<String> geometry = Set.of("kernel_shape", "strides", "pads", "dilations", "group");
        rules.put("Conv", new Rule(geometry, NodeRules::convolution));
        rules.put("Gemm", new Rule(Set.of("transB"), NodeRules::dense));
        rules.put("Reshape", new Rule(Set.of(), NodeRules::reshape));
        rules.put("Transpose", new Rule(Set.of("perm"), NodeRules::transpose));
        rules.put("Slice", new Rule(Set.of(), NodeRules::slice));
        rules.put("Squeeze", new Rule(Set.of(), NodeRules::squeeze));
        rules.put("Pad", new Rule(Set.of(), NodeRules::pad));
        rules.put("Concat", new Rule(Set.of("axis"), NodeRules::concat));
        rules.put("Shape", new Rule(Set.of(), node -> small(Value.vector(node.input().shape()))));
        rules.put("Resize", new Rule(Nearest.ATTRIBUTES.keySet(), NodeRules::resize));
        return Collections.unmodifiableMap(rules);
    }

    private static Outcome small(Value value) {
        return new Outcome(value, value.elements());
    }

    private static Outcome same(KnownNode node) {
        return small(Value.of(node.input().shape()));
    }

    private static Outcome broadcast(KnownNode node) {
        Value left = node.input();
        Value right = node.input(1);
        int axes = Math.max(left.axes(), right.axes());
        List<Long> shape = new ArrayList<>();
        for (int axis = 0; axis < axes; axis++) {
            long a = fromTheEnd(left, axes - axis);
            long b = fromTheEnd(right, axes - axis);
            require(a == b || a == 1 || b == 1, left.shape() + " with " + right.shape());
            shape.add(a == 1 ? b : a);
        }
        return small(Value.of(shape));
    }

    private static long fromTheEnd(Value value, int place) {
        return place > value.axes() ? 1 : value.extent(value.axes() - place);
    }

    private static Outcome globalPool(KnownNode node) {
        Value x = node.input();
        Value pooled = x;
        for (int axis = 2; axis < x.axes(); axis++) {
            pooled = pooled.withExtent(axis, 1);
        }
        return new Outcome(pooled, x.elements());
    }

    private static Outcome reduce(KnownNode node) {
        Value x = node.input();
        require(node.integer("keepdims", 1) == 1, "without the axes it reduces");
        Value reduced = x;
        for (long axis : node.has(1) ? node.numbers(1) : node.integers("axes")) {
            reduced = reduced.withExtent(x.axis(axis), 1);
        }
        return new Outcome(reduced, x.elements());
    }

    private static Outcome pool(KnownNode node) {
        Value x = node.input();
        Window window = Window.of(node, x.axes() - 2, node.integers("kernel_shape"));
        Value out = window.over(x, x.extent(1));
        return new Outcome(out, Math.multiplyExact(out.elements(), window.area()));
    }

    private static Outcome convolution(KnownNode node) {
        Value x = node.input();
        Value weight = node.input(1);
        require(x.axes() == weight.axes() && x.axes() > 2, x.shape() + " with weights " + weight.shape());
        long channels = Math.multiplyExact(weight.extent(1), node.integer("group", 1));
        require(channels == x.extent(1), x.shape() + " with weights " + weight.shape());
        Window window = Window.of(
                node, x.axes() - 2, weight.shape().subList(2, weight.shape().size()));
        Value out = window.over(x, weight.extent(0));
        long each = Math.multiplyExact(weight.extent(1), window.area());
        return new Outcome(out, Math.multiplyExact(out.elements(), each));
    }

    private static Outcome dense(KnownNode node) {
        Value x = node.input();
        Value weight = node.input(1);
        boolean transposed = node.integer("transB", 0) == 1;
        require(x.axes() == 2 && weight.axes() == 2, x.shape() + " with weights " + weight.shape());
        require(x.extent(1) == weight.extent(transposed ? 1 : 0), x.shape() + " with weights " + weight.shape());
        Value out = Value.of(x.extent(0), weight.extent(transposed ? 0 : 1));
        return new Outcome(out, Math.multiplyExact(x.elements(), out.extent(1)));
    }

    private static Outcome reshape(KnownNode node) {
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

    private static Outcome transpose(KnownNode node) {
        Value x = node.input();
        List<Long> order = node.integers("perm");
        require(order.stream().sorted().toList().equals(axes(x)), x.shape() + " in the order " + order);
        return small(Value.of(order.stream()
                .map(axis -> x.extent(Math.toIntExact(axis)))
                .toList()));
    }

    private static List<Long> axes(Value x) {
        return IntStream.range(0, x.axes()).mapToObj(axis -> (long) axis).toList();
    }

    /** Of one axis, without steps. */
    private static Outcome slice(KnownNode node) {
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

    private static Outcome squeeze(KnownNode node) {
        Value x = node.input();
        int axis = x.axis(node.number(1));
        require(x.extent(axis) == 1, x.shape() + " at " + axis);
        List<Long> shape = new ArrayList<>(x.shape());
        shape.remove(axis);
        return small(Value.of(shape));
    }

    private static Outcome pad(KnownNode node) {
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

    private static Outcome concat(KnownNode node) {
        Value first = node.input();
        int axis = first.axis(node.integer("axis", 0));
        List<Long> numbers = new ArrayList<>();
        long extent = 0;
        for (int i = 0; i < node.inputs(); i++) {
            Value part = node.input(i);
            require(part.axes() == first.axes(), first.shape() + " with " + part.shape());
            require(
                    part.withExtent(axis, 0).shape().equals(first.withExtent(axis, 0).shape()),
                    first.shape() + " with " + part.shape());
            extent = Math.addExact(extent, part.extent(axis));
            numbers.addAll(part.numbers());
        }
        Value joined = first.withExtent(axis, extent);
        return small(first.axes() == 1 && numbers.size() == extent ? Value.vector(numbers) : joined);
    }

    /** To sizes, the fourth input, else by scales, the third. */
    private static Outcome resize(KnownNode node) {
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

    private static void require(boolean condition, String found) {
        if (!condition) {
            throw new IllegalArgumentException(found);
        }
    }
}
