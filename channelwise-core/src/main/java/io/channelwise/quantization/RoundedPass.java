package io.channelwise.quantization;

import io.channelwise.models.Network;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Operation;
import io.channelwise.nn.Operation.Arithmetic;
import io.channelwise.nn.Operation.Function;
import io.channelwise.nn.Operation.Reduce;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/**
 * Decides in a forward pass which values are bytes, by the rules of the int8 export's placement, and rounds those when
 * they are read. A value has one range, however many read it.
 */
final class RoundedPass implements ForwardListener {

    private static final String IMAGES = "images";

    /** Operations after which a value is one vector an image, or one map: what is made of them alone are gates. */
    private static final Set<Class<? extends Operation>> POOLING =
            Set.of(Operation.AdaptivePool.class, Operation.ReduceChannels.class, Operation.Deviation.class);

    /** Operations that are in int8 if all that they read is. */
    private static final Set<Class<? extends Operation>> FOLLOWING =
            Set.of(Operation.Binary.class, Operation.Pool.class, Operation.Subsample.class, Operation.Dropout.class);

    /** What has made a value, as far as that decides how it is read. */
    private enum Origin {
        FLOAT,
        /** Operations on nothing but what was pooled. */
        POOLED,
        /** The average of bytes. */
        POOLED_INT8,
        /** A convolution in int8, before the batch norm that the export folds into it. */
        CONVOLVED,
        INT8;

        boolean isInt8() {
            return this == CONVOLVED || this == INT8 || this == POOLED_INT8;
        }

        boolean isPooled() {
            return this == POOLED || this == POOLED_INT8;
        }
    }

    /** A value of the pass: the place where it was made, which names its range, and its origin. */
    private record Value(String place, Origin origin) {}

    private final Network network;
    private final Map<String, ActivationRange> ranges;
    private final boolean observing;
    private final Map<Layer, String> paths = new IdentityHashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final Map<Tensor, Value> values = new IdentityHashMap<>();
    private final Map<String, Integer> placesOfName = new HashMap<>();
    private final Set<String> observed = new HashSet<>();
    private List<Value> read = List.of();

    /** With ranges by place, which it moves if it observes. */
    RoundedPass(Network network, Map<String, ActivationRange> ranges, boolean observing) {
        this.network = network;
        this.ranges = ranges;
        this.observing = observing;
        network.layers().forEach((name, layer) -> paths.put(layer, name));
    }

    /** A layer that is no child of another, such as an absent shortcut, has its caller's path. */
    @Override
    public void enter(Layer layer, Tensor input) {
        if (layer == network) {
            begin(input);
        }
        path.push(paths.getOrDefault(layer, path.isEmpty() ? "" : path.peek()));
    }

    private void begin(Tensor images) {
        path.clear();
        values.clear();
        placesOfName.clear();
        observed.clear();
        values.put(images, new Value(IMAGES, Origin.FLOAT));
    }

    @Override
    public void exit(Layer layer, Tensor output) {
        path.pop();
    }

    @Override
    public List<Tensor> reads(Class<? extends Operation> reader, List<Tensor> inputs) {
        read = inputs.stream().map(values::get).filter(Objects::nonNull).toList();
        if (reader == Operation.BatchNorm.class && all(Origin.CONVOLVED::equals)) {
            return inputs;
        }
        boolean int8 = computesInInt8(reader);
        return inputs.stream().map(input -> rounded(input, int8)).toList();
    }

    /** Whether it reads bytes whoever made them. A shortcut's padding with channels is exported as a convolution. */
    private boolean computesInInt8(Class<? extends Operation> reader) {
        if (reader == Operation.Convolution.class || reader == Operation.PadChannels.class) {
            return !all(Origin::isPooled);
        } else if (reader == Operation.Dense.class) {
            return network.headName().equals(path.peek());
        }
        return reader == Operation.Binary.class && meetsGates();
    }

    private boolean meetsGates() {
        return any(Origin::isPooled) && any(Origin::isInt8) && !all(Origin::isPooled);
    }

    private boolean all(Predicate<Origin> rule) {
        return read.stream().map(Value::origin).allMatch(rule);
    }

    private boolean any(Predicate<Origin> rule) {
        return read.stream().map(Value::origin).anyMatch(rule);
    }

    /** What no operation has made is a weight. */
    private Tensor rounded(Tensor input, boolean int8) {
        Value value = values.get(input);
        if (value == null) {
            return int8 ? RoundedWeights.of(input) : input;
        }
        return int8 || value.origin.isInt8() ? rounded(input, value.place) : input;
    }

    private Tensor rounded(Tensor input, String place) {
        if (observing && observed.add(place)) {
            ranges.merge(place, ActivationRange.of(input), ActivationRange::towards);
        }
        ActivationRange range = ranges.get(place);
        return range == null ? input : range.round(input);
    }

    @Override
    public void operation(Operation operation) {
        values.put(operation.output(), value(operation));
    }

    private Value value(Operation operation) {
        if (operation instanceof Operation.Activation activation && activation.function() == Function.RELU) {
            Origin origin = values.get(activation.input()).origin;
            return new Value(place(operation), origin == Origin.CONVOLVED ? Origin.INT8 : origin);
        }
        return new Value(keepsRange(operation) ? read.get(0).place : place(operation), origin(operation));
    }

    private Origin origin(Operation operation) {
        if (isAverage(operation) && all(Origin::isInt8)) {
            return Origin.POOLED_INT8;
        } else if (POOLING.contains(operation.getClass()) || all(Origin::isPooled)) {
            return Origin.POOLED;
        } else if (operation instanceof Operation.Convolution) {
            return Origin.CONVOLVED;
        }
        return makesInt8(operation) ? Origin.INT8 : Origin.FLOAT;
    }

    private boolean makesInt8(Operation operation) {
        if (operation instanceof Operation.BatchNorm) {
            return all(Origin.CONVOLVED::equals);
        } else if (arithmetic(operation, Arithmetic.MULTIPLY) && read.size() == 2) {
            return meetsGates();
        }
        return operation instanceof Operation.PadChannels
                || FOLLOWING.contains(operation.getClass()) && all(Origin::isInt8);
    }

    /** A maximum is one of the numbers that it is taken of; dropout is there in training alone. */
    private static boolean keepsRange(Operation operation) {
        return operation instanceof Operation.Pool pool && pool.reduce() == Reduce.MAX
                || operation instanceof Operation.Subsample
                || operation instanceof Operation.Dropout;
    }

    private static boolean isAverage(Operation operation) {
        return operation instanceof Operation.AdaptivePool pool && pool.reduce() == Reduce.AVERAGE;
    }

    private static boolean arithmetic(Operation operation, Arithmetic wanted) {
        return operation instanceof Operation.Binary binary && binary.arithmetic() == wanted;
    }

    /** {@code layer1.0.relu/relu}, and with a number from the second time on. */
    private String place(Operation operation) {
        String layer = path.peek();
        String name = layer.isEmpty() ? word(operation) : layer + "/" + word(operation);
        int before = placesOfName.merge(name, 1, Integer::sum) - 1;
        return before == 0 ? name : name + "_" + before;
    }

    /** Sums and products are told apart: stochastic depth multiplies in training alone, and sums keep their number. */
    private static String word(Operation operation) {
        String word = operation.getClass().getSimpleName();
        if (operation instanceof Operation.Binary binary) {
            word = binary.arithmetic().name();
        } else if (operation instanceof Operation.Activation activation) {
            word = activation.function().name();
        }
        return word.toLowerCase(Locale.ROOT);
    }
}
