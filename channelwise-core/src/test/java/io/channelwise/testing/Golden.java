package io.channelwise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.Safetensors;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;

/** PyTorch's reference numbers, and how close ours must come to them. */
public final class Golden {

    /** Of the largest absolute value in a tensor. */
    public static final double TOLERANCE = 1e-4;

    private Golden() {}

    /** A JSON file of the reference. */
    public static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(Shared.path("golden/" + name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tensors of a reference file. */
    public static Map<String, StoredTensor> tensors(String name) {
        return Safetensors.read(Shared.path("golden/" + name)).tensors();
    }

    /** A JSON array as a shape. */
    public static long[] shape(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    /** Requires the same shape, and every value within the tolerance. */
    public static void assertClose(String what, Tensor actual, StoredTensor expected) {
        assertThat(Arrays.stream(actual.shape()).boxed().toList())
                .as("shape of %s", what)
                .isEqualTo(expected.shape());
        float[] values = Tensors.floats(actual);
        float[] reference = Tensors.floats(StateDicts.tensor(expected));
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < reference.length; i++) {
            largest = Math.max(largest, Math.abs(reference[i]));
            worst = Math.max(worst, Math.abs(values[i] - reference[i]));
        }
        assertThat(worst).as("largest error of %s", what).isLessThanOrEqualTo(TOLERANCE * largest);
    }

    /** Requires a number within the tolerance of a reference that is not zero. */
    public static void assertClose(String what, double actual, double expected) {
        assertThat(actual)
                .as(what)
                .isCloseTo(expected, org.assertj.core.api.Assertions.within(TOLERANCE * Math.abs(expected)));
    }

    /** The square root of the sum of squares, added up in double. */
    public static double norm(Tensor tensor) {
        double sum = 0;
        for (float value : Tensors.floats(tensor)) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
