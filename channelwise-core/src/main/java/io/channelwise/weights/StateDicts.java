package io.channelwise.weights;

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
    public static LinkedHashMap<String, Tensor> tensors(Map<String, StoredTensor> stored) {
        LinkedHashMap<String, Tensor> tensors = new LinkedHashMap<>();
        stored.forEach((key, value) -> tensors.put(key, tensor(value)));
        return tensors;
    }

    /** Copies of these tensors, of any device and memory format, in their own number type and order. */
    public static LinkedHashMap<String, StoredTensor> stored(Map<String, Tensor> tensors) {
        LinkedHashMap<String, StoredTensor> stored = new LinkedHashMap<>();
        tensors.forEach((key, value) -> stored.put(key, stored(value)));
        return stored;
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
