package io.channelwise.deploy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

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
        rules.put("Reshape", new Rule(Set.of(), ShapeRules::reshape));
        rules.put("Transpose", new Rule(Set.of("perm"), ShapeRules::transpose));
        rules.put("Slice", new Rule(Set.of(), ShapeRules::slice));
        rules.put("Squeeze", new Rule(Set.of(), ShapeRules::squeeze));
        rules.put("Pad", new Rule(Set.of(), ShapeRules::pad));
        rules.put("Concat", new Rule(Set.of("axis"), ShapeRules::concat));
        rules.put(
                "Shape",
                new Rule(Set.of(), node -> small(Value.vector(node.input().shape()))));
        rules.put("Resize", new Rule(Nearest.ATTRIBUTES.keySet(), ShapeRules::resize));
        return Collections.unmodifiableMap(rules);
    }

    /** As much work as it has numbers. */
    static Outcome small(Value value) {
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

    static void require(boolean condition, String found) {
        if (!condition) {
            throw new IllegalArgumentException(found);
        }
    }
}
