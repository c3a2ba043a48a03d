package io.channelwise.weights;

import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** State dicts between files and libtorch. */
public final class StateDicts {

    private StateDicts() {}

    /**
     * Tensors on the CPU with copies of these values, in the same order. Floating-point types become float32; whole
     * numbers and booleans keep their type.
     */
    public static Map<String, Tensor> tensors(Map<String, StoredTensor> stored) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        stored.forEach((key, value) -> tensors.put(key, tensor(value)));
        return tensors;
    }

    /** Copies of these tensors, of any device and memory format, in their own number type and order. */
    public static Map<String, StoredTensor> stored(Map<String, Tensor> tensors) {
        Map<String, StoredTensor> stored = new LinkedHashMap<>();
        tensors.forEach((key, value) -> stored.put(key, stored(value)));
        return stored;
    }

    /** Fills the model's tensors in place; every key must be there and fit. See {@link #load(Map, Map, LoadOptions)}. */
    public static void load(Map<String, Tensor> model, Map<String, StoredTensor> checkpoint) {
        load(model, checkpoint, LoadOptions.STRICT);
    }

    /**
     * Fills the model's tensors in place, on their own device and in their own type.
     *
     * <p>Every key of one must be in the other with the same shape. Only {@code num_batches_tracked} may be missing,
     * as PyTorch did not count before 0.4.1, and may be a vector of one.
     *
     * @throws WeightsException naming all missing, unexpected and misshapen keys, or those with values that are not
     *     finite; the model is as it was then
     */
    public static void load(Map<String, Tensor> model, Map<String, StoredTensor> checkpoint, LoadOptions options) {
        Map<String, Tensor> filled = options.withoutKept(model);
        Map<String, StoredTensor> source = options.withoutKept(checkpoint);
        Misfits.check(filled, source);
        if (!options.allowNonFinite()) {
            FiniteCheck.require(source);
        }
        try (NoGrad off = new NoGrad()) {
            filled.forEach((key, tensor) -> fill(tensor, source.get(key)));
        }
    }

    private static void fill(Tensor tensor, StoredTensor value) {
        if (value == null) {
            return;
        }
        try (Scope scope = new Scope()) {
            tensor.copy_(tensor(value).reshape(tensor.shape()));
        }
    }

    /** One tensor, as {@link #tensors} does. */
    public static Tensor tensor(StoredTensor stored) {
        // Bytes other than 0 and 1 are no booleans to libtorch; it makes some of uint8.
        DType type = stored.type() == DType.BOOL ? DType.U8 : stored.type();
        try (Scope scope = new Scope()) {
            Tensor raw = Tensors.empty(type.scalarType(), extents(stored));
            if (stored.size() > 0) {
                Tensors.bytes(raw).put(stored.data());
            }
            return scope.keep(raw.to(inMemory(stored.type())));
        }
    }

    private static long[] extents(StoredTensor stored) {
        return stored.shape().stream().mapToLong(Long::longValue).toArray();
    }

    private static ScalarType inMemory(DType type) {
        return type.isFloat() ? ScalarType.Float : type.scalarType();
    }

    /** One tensor, as {@link #stored(Map)} does. */
    public static StoredTensor stored(Tensor tensor) {
        DType type = DType.of(tensor.scalar_type().intern());
        try (Scope scope = new Scope()) {
            Tensor dense = Tensors.dense(tensor);
            ByteBuffer copy = ByteBuffer.allocate(Memory.arraySize(dense.nbytes()));
            if (copy.hasRemaining()) {
                copy.put(Tensors.bytes(dense)).flip();
            }
            return new StoredTensor(type, Arrays.stream(dense.shape()).boxed().toList(), copy);
        }
    }
}
