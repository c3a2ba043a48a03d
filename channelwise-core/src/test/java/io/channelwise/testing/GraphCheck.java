package io.channelwise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Operation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * Hears a forward pass and requires that it hears all of it: whatever an operation takes is the input, a parameter or
 * the output of an operation that was heard before. An operation behind the listener's back breaks that chain.
 */
public final class GraphCheck implements ForwardListener {

    private final Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());

    /** For a pass of this layer over this input. */
    public GraphCheck(Layer layer, Tensor input) {
        known.add(input);
        known.addAll(layer.stateDict().values());
    }

    @Override
    public void operation(Operation operation) {
        operands(operation).forEach(operand -> assertThat(known.contains(operand))
                .as(
                        "%s takes a tensor that was heard before",
                        operation.getClass().getSimpleName())
                .isTrue());
        known.add(operation.output());
    }

    /** Requires that an operation that was heard made this tensor. */
    public void assertMade(Tensor output) {
        assertThat(known.contains(output)).as("an operation made the output").isTrue();
    }

    private static Stream<Tensor> operands(Operation operation) {
        return Arrays.stream(operation.getClass().getRecordComponents())
                .filter(component -> !component.getName().equals("output"))
                .map(component -> value(component, operation))
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.ofNullable(value))
                .filter(Tensor.class::isInstance)
                .map(Tensor.class::cast);
    }

    private static Object value(RecordComponent component, Operation operation) {
        try {
            return component.getAccessor().invoke(operation);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record's accessor", e);
        }
    }
}
