package io.channelwise.runtime;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
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
        return new Operator(Dispatcher.singleton().findSchemaOrThrow(name, ""));
    }

    /**
     * Calls it for what it does to its arguments.
     *
     * @param arguments all that its schema names, in order: tensors, lists of tensors, numbers, truth values, and
     *     {@code null} where an optional one is absent
     */
    public void call(Object... arguments) {
        try (Scope scope = new Scope()) {
            IValue[] values = Arrays.stream(arguments).map(Operator::value).toArray(IValue[]::new);
            handle.callBoxed(new IValueVector(values));
        }
    }

    private static IValue value(Object argument) {
        if (argument == null) {
            return new IValue();
        } else if (argument instanceof Tensor tensor) {
            return new IValue(tensor);
        } else if (argument instanceof Double number) {
            return new IValue(number.doubleValue());
        } else if (argument instanceof Boolean truth) {
            return new IValue(truth.booleanValue());
        }
        return new IValue(tensors((List<?>) argument));
    }

    private static GenericList tensors(List<?> elements) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        elements.forEach(tensor -> list.push_back(new IValue((Tensor) tensor)));
        return list;
    }
}
