package io.channelwise.deploy;

import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Operation;
import io.channelwise.nn.Operation.Reduce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/** Writes each operation as the ONNX operators that compute it, and returns the name of what they make. */
final class OperatorWriter {

    private static final int OPSET_WITH_AXES_AS_INPUT = 18;

    private final Graph graph;
    private final Function<Tensor, String> values;
    private final UnaryOperator<String> pathed;
    private final int opset;
    private final Map<Class<? extends Operation>, Function<Operation, String>> writers = new HashMap<>();

    OperatorWriter(Graph graph, Function<Tensor, String> values, UnaryOperator<String> pathed, int opset) {
        this.graph = graph;
        this.values = values;
        this.pathed = pathed;
        this.opset = opset;
        on(Operation.Convolution.class, this::convolution);
        on(Operation.Convolution1d.class, this::convolution1d);
        on(Operation.Dense.class, this::dense);
        on(Operation.BatchNorm.class, this::batchNorm);
        on(Operation.Pool.class, this::pool);
        on(Operation.AdaptivePool.class, this::adaptivePool);
        on(Operation.Activation.class, this::activation);
        on(Operation.Softmax.class, this::softmax);
        on(Operation.Binary.class, this::binary);
        on(Operation.Reshape.class, this::reshape);
        on(Operation.Select.class, this::select);
        on(Operation.Subsample.class, this::subsample);
        on(Operation.PadChannels.class, this::padChannels);
        on(Operation.Narrow.class, this::narrow);
        on(Operation.Concat.class, this::concat);
        on(Operation.ReduceChannels.class, this::reduceChannels);
        on(Operation.Deviation.class, this::deviation);
        on(Operation.ResizeNearest.class, this::resizeNearest);
    }

    private <O extends Operation> void on(Class<O> type, Function<O, String> writer) {
        writers.put(type, operation -> writer.apply(type.cast(operation)));
    }

    /** @throws DeployException if the operation has no counterpart */
    String write(Operation operation) {
        Function<Operation, String> writer = writers.get(operation.getClass());
        if (writer == null) {
            String name = operation.getClass().getSimpleName();
            throw new DeployException(pathed.apply(name) + ": cannot be exported; no operator is known for " + name);
        }
        return writer.apply(operation);
    }

    private String convolution(Operation.Convolution o) {
        return node("Conv", weighted(o.input(), o.weight(), o.bias()), geometry(o.options(), 2));
    }

    private String convolution1d(Operation.Convolution1d o) {
        return node("Conv", weighted(o.input(), o.weight(), o.bias()), geometry(o.options(), 1));
    }

    private static Map<String, Object> geometry(Conv2d.Options options, int dimensions) {
        return Map.of(
                "kernel_shape", each(options.kernel(), dimensions),
                "strides", each(options.stride(), dimensions),
                "pads", each(options.padding(), 2 * dimensions),
                "dilations", each(options.dilation(), dimensions),
                "group", (long) options.groups());
    }

    private String dense(Operation.Dense o) {
        return node("Gemm", weighted(o.input(), o.weight(), o.bias()), Map.of("transB", 1L));
    }

    private List<String> weighted(Tensor input, Tensor weight, Tensor biasOrNull) {
        String x = values.apply(input);
        String w = values.apply(weight);
        return biasOrNull == null ? List.of(x, w) : List.of(x, w, values.apply(biasOrNull));
    }

    private String batchNorm(Operation.BatchNorm o) {
        List<String> inputs = List.of(
                values.apply(o.input()),
                values.apply(o.weight()),
                values.apply(o.bias()),
                values.apply(o.runningMean()),
                values.apply(o.runningVar()));
        return node("BatchNormalization", inputs, Map.of("epsilon", o.epsilon()));
    }

    private String pool(Operation.Pool o) {
        Map<String, Object> window = new HashMap<>(Map.of(
                "kernel_shape", each(o.kernel(), 2),
                "strides", each(o.stride(), 2),
                "pads", each(o.padding(), 4),
                "ceil_mode", o.ceil() ? 1L : 0L));
        return node(o.reduce() == Reduce.MAX ? "MaxPool" : "AveragePool", List.of(values.apply(o.input())), window);
    }

    /** Whole extents shrink to one; cells in between depend on the size, which ONNX has no operator for. */
    private String adaptivePool(Operation.AdaptivePool o) {
        List<Long> axes = new ArrayList<>();
        addIfPooled(axes, 2, o.height(), o);
        addIfPooled(axes, 3, o.width(), o);
        String x = values.apply(o.input());
        boolean max = o.reduce() == Reduce.MAX;
        if (axes.size() == 2) {
            return node(max ? "GlobalMaxPool" : "GlobalAveragePool", List.of(x), Map.of());
        }
        return axes.isEmpty() ? x : reduce(max ? "ReduceMax" : "ReduceMean", x, axes);
    }

    private void addIfPooled(List<Long> axes, long axis, Integer extent, Operation.AdaptivePool o) {
        if (extent != null && extent != 1) {
            throw new DeployException(pathed.apply("AdaptivePool") + ": pooling to " + o.height() + " x " + o.width()
                    + " cannot be exported; allowed: 1, or null for the input's extent");
        }
        if (extent != null) {
            axes.add(axis);
        }
    }

    private String activation(Operation.Activation o) {
        String op =
                switch (o.function()) {
                    case RELU -> "Relu";
                    case SIGMOID -> "Sigmoid";
                };
        return node(op, List.of(values.apply(o.input())), Map.of());
    }

    private String softmax(Operation.Softmax o) {
        return node("Softmax", List.of(values.apply(o.input())), Map.of("axis", (long) o.dimension()));
    }

    private String binary(Operation.Binary o) {
        String op =
                switch (o.arithmetic()) {
                    case ADD -> "Add";
                    case MULTIPLY -> "Mul";
                };
        return node(op, List.of(values.apply(o.left()), values.apply(o.right())), Map.of());
    }

    /** A batch that remains is copied (0) and not computed (-1): its symbol survives the inference of shapes. */
    private String reshape(Operation.Reshape o) {
        List<Long> shape = new ArrayList<>(o.shape());
        if (shape.get(0) == -1 && perImage(o.input()) == perImage(o.output())) {
            shape.set(0, 0L);
        }
        String target = integers("shape", shape.toArray(Long[]::new));
        return node("Reshape", List.of(values.apply(o.input()), target), Map.of());
    }

    private static long perImage(Tensor tensor) {
        return LongStream.of(tensor.shape()).skip(1).reduce(1, Math::multiplyExact);
    }

    private String select(Operation.Select o) {
        String slice = slice(values.apply(o.input()), o.index(), o.index() + 1L, o.dimension());
        return node("Squeeze", List.of(slice, integers("axis", (long) o.dimension())), Map.of());
    }

    /** A maximum over one pixel is that pixel; unlike a slice it keeps ONNX Runtime's blocked layout. */
    private String subsample(Operation.Subsample o) {
        Map<String, Object> window = Map.of(
                "kernel_shape", each(1, 2),
                "strides", each(o.step(), 2),
                "pads", each(0, 4),
                "ceil_mode", 0L);
        return node("MaxPool", List.of(values.apply(o.input())), window);
    }

    private String padChannels(Operation.PadChannels o) {
        String pads = integers("pads", 0L, (long) o.before(), 0L, 0L, 0L, (long) o.after(), 0L, 0L);
        return node("Pad", List.of(values.apply(o.input()), pads), Map.of());
    }

    private String narrow(Operation.Narrow o) {
        return slice(values.apply(o.input()), o.start(), (long) o.start() + o.length(), o.dimension());
    }

    private String slice(String value, long from, long to, long axis) {
        String start = integers("start", from);
        String end = integers("end", to);
        return node("Slice", List.of(value, start, end, integers("axis", axis)), Map.of());
    }

    private String concat(Operation.Concat o) {
        List<String> parts = o.inputs().stream().map(values).toList();
        return node("Concat", parts, Map.of("axis", (long) o.dimension()));
    }

    private String reduceChannels(Operation.ReduceChannels o) {
        String op = o.reduce() == Reduce.MAX ? "ReduceMax" : "ReduceMean";
        return reduce(op, values.apply(o.input()), List.of(1L));
    }

    private String deviation(Operation.Deviation o) {
        String x = values.apply(o.input());
        String mean = node("GlobalAveragePool", List.of(x), Map.of());
        String centred = node("Sub", List.of(x, mean), Map.of());
        String square = node("Mul", List.of(centred, centred), Map.of());
        String variance = node("GlobalAveragePool", List.of(square), Map.of());
        String epsilon = graph.constant(pathed.apply("epsilon"), new Constant.Real((float) o.epsilon()));
        return node("Sqrt", List.of(node("Add", List.of(variance, epsilon), Map.of())), Map.of());
    }

    private String reduce(String op, String value, List<Long> axes) {
        if (opset < OPSET_WITH_AXES_AS_INPUT) {
            return node(op, List.of(value), Map.of("axes", axes, "keepdims", 1L));
        }
        return node(op, List.of(value, integers("axes", axes.toArray(Long[]::new))), Map.of("keepdims", 1L));
    }

    /** The extent is read from the other tensor's shape when the graph runs. */
    private String resizeNearest(Operation.ResizeNearest o) {
        String x = values.apply(o.input());
        String channels = slice(node("Shape", List.of(x), Map.of()), 0, 2, 0);
        String extent = slice(node("Shape", List.of(values.apply(o.like())), Map.of()), 2, 4, 0);
        String sizes = node("Concat", List.of(channels, extent), Map.of("axis", 0L));
        return node("Resize", List.of(x, "", "", sizes), Nearest.ATTRIBUTES);
    }

    private String integers(String name, Long... values) {
        return graph.integers(pathed.apply(name), values);
    }

    private String node(String op, List<String> inputs, Map<String, Object> attributes) {
        return graph.add(new Node(op, inputs, graph.freshName(pathed.apply(op)), attributes))
                .output();
    }

    private static List<Long> each(int value, int count) {
        return Collections.nCopies(count, (long) value);
    }
}
