package io.channelwise.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.ListType;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorHandleOptional;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.OptionalType;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/** One of libtorch's operators that its generated Java interface leaves out, called by name. */
public final class Operator {

    static {
        Engine.start();
    }

    private final OperatorHandle handle;

    private Operator(OperatorHandle handle) {
        this.handle = handle;
        handle.retainReference();
    }

    /**
     * The operator of a name.
     *
     * @param name with its namespace, {@code aten::_fused_sgd_}
     * @throws RuntimeException if libtorch has none
     */
    public static Operator named(String name) {
        return named(name, "");
    }

    /**
     * The operator of a name and an overload, {@code Tensor} of {@code aten::add.Tensor}.
     *
     * @throws RuntimeException if libtorch has none
     */
    public static Operator named(String name, String overload) {
        return new Operator(Dispatcher.singleton().findSchemaOrThrow(name, overload));
    }

    /** The operator of a name and an overload, {@code ""} for the only one; empty if this platform's libtorch has none. */
    public static Optional<Operator> find(String name, String overload) {
        try (Scope scope = new Scope()) {
            OperatorHandleOptional found = Dispatcher.singleton().findSchema(new OperatorName(name, overload));
            return found.has_value() ? Optional.of(new Operator(new OperatorHandle(found.get()))) : Optional.empty();
        }
    }

    /**
     * Calls it for what it does to its arguments.
     *
     * @param arguments all that its schema names, in order: tensors, lists of tensors, numbers, {@code long[]} for lists of
     *     integers, {@code Scalar[]} for lists of optional numbers, text, truth values, and {@code null} where an optional
     *     one is absent
     */
    public void call(Object... arguments) {
        try (Scope scope = new Scope()) {
            run(arguments);
        }
    }

    /** Calls it for the one tensor that it returns; arguments as in {@link #call}. */
    public Tensor tensor(Object... arguments) {
        try (Scope scope = new Scope()) {
            // A copy of the handle: the stack owns the one it hands out.
            return scope.keep(new Tensor(run(arguments).get(0).toTensor()));
        }
    }

    /** The stack, which the call leaves its results on. */
    private IValueVector run(Object... arguments) {
        IValueVector stack =
                new IValueVector(Arrays.stream(arguments).map(Operator::value).toArray(IValue[]::new));
        handle.callBoxed(stack);
        return stack;
    }

    private static IValue value(Object argument) {
        if (argument == null) {
            return new IValue();
        } else if (argument instanceof Tensor tensor) {
            return new IValue(tensor);
        } else if (argument instanceof Double number) {
            return new IValue(number.doubleValue());
        } else if (argument instanceof Integer number) {
            return new IValue(number.longValue());
        } else if (argument instanceof Boolean truth) {
            return new IValue(truth.booleanValue());
        } else if (argument instanceof String text) {
            return new IValue(text);
        } else if (argument instanceof long[] numbers) {
            return list(
                    ListType.ofInts().getElementType(), LongStream.of(numbers).mapToObj(IValue::new));
        } else if (argument instanceof Scalar[] numbers) {
            Type.TypePtr number = ListType.ofNumbers().getElementType();
            return list(OptionalType.get(number), Stream.of(numbers).map(IValue::new));
        }
        return list(
                new Type.TypePtr(TensorType.get()),
                ((List<?>) argument).stream().map(t -> new IValue((Tensor) t)));
    }

    private static IValue list(Type.TypePtr elements, Stream<IValue> values) {
        GenericList list = new GenericList(elements);
        values.forEach(list::push_back);
        return new IValue(list);
    }
}
