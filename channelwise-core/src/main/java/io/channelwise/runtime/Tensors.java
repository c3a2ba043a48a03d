package io.channelwise.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Moves numbers between Java arrays and libtorch tensors. */
public final class Tensors {

    static {
        Engine.start();
    }

    private Tensors() {}

    /** An uninitialised float32 tensor on the CPU. */
    public static Tensor empty(long... shape) {
        return empty(ScalarType.Float, shape);
    }

    /** An uninitialised tensor on the CPU. */
    public static Tensor empty(ScalarType type, long... shape) {
        try (TensorOptions options = new TensorOptions(type)) {
            return torch.torch_empty(shape, options, new org.bytedeco.pytorch.MemoryFormatOptional());
        }
    }

    /**
     * A float32 tensor with a copy of these values, row-major.
     *
     * @throws IllegalArgumentException if the shape does not hold as many values
     */
    public static Tensor of(float[] values, long... shape) {
        requireSameSize(values.length, shape);
        Tensor tensor = empty(shape);
        new FloatPointer(tensor.data_ptr()).put(values, 0, values.length);
        return tensor;
    }

    /** An int64 vector, as class labels are. */
    public static Tensor ofLongs(long... values) {
        Tensor tensor = empty(ScalarType.Long, values.length);
        new LongPointer(tensor.data_ptr()).put(values, 0, values.length);
        return tensor;
    }

    /**
     * An int8 tensor with a copy of these values, row-major.
     *
     * @throws IllegalArgumentException if the shape does not hold as many values
     */
    public static Tensor ofBytes(byte[] values, long... shape) {
        requireSameSize(values.length, shape);
        Tensor tensor = empty(ScalarType.Char, shape);
        new BytePointer(tensor.data_ptr()).put(values, 0, values.length);
        return tensor;
    }

    /** An int32 vector. */
    public static Tensor ofInts(int... values) {
        Tensor tensor = empty(ScalarType.Int, values.length);
        new IntPointer(tensor.data_ptr()).put(values, 0, values.length);
        return tensor;
    }

    /** The values of a tensor of any type and memory format as float32, row-major. */
    public static float[] floats(Tensor tensor) {
        try (Scope scope = new Scope()) {
            Tensor dense = tensor.detach().cpu().to(ScalarType.Float).contiguous();
            float[] values = new float[Math.toIntExact(dense.numel())];
            new FloatPointer(dense.data_ptr()).get(values, 0, values.length);
            return values;
        }
    }

    /** The single value of a tensor with one element; on a GPU this waits for the device. */
    public static double item(Tensor tensor) {
        try (Scope scope = new Scope()) {
            return tensor.to(ScalarType.Double).item_double();
        }
    }

    /** A dense copy on the CPU in row-major order, of the tensor's own type. */
    public static Tensor dense(Tensor tensor) {
        try (Scope scope = new Scope()) {
            return scope.keep(tensor.detach().cpu().contiguous());
        }
    }

    /** The bytes of a dense CPU tensor, little-endian; valid as long as the tensor. At most 2 GiB. */
    public static ByteBuffer bytes(Tensor dense) {
        Pointer data = new Pointer(dense.data_ptr());
        return data.capacity(dense.nbytes()).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** The values of a dense float32 CPU tensor; valid as long as the tensor. */
    public static FloatBuffer floatBuffer(Tensor dense) {
        return new FloatPointer(dense.data_ptr()).capacity(dense.numel()).asBuffer();
    }

    /** No tensor, where libtorch takes an optional one. */
    public static TensorOptional optional(Tensor tensorOrNull) {
        return tensorOrNull == null ? new TensorOptional() : new TensorOptional(tensorOrNull);
    }

    /** The shape as text, {@code [2, 64, 8, 8]}. */
    public static String shapeOf(Tensor tensor) {
        return java.util.Arrays.toString(tensor.shape());
    }

    private static void requireSameSize(int length, long[] shape) {
        long size = 1;
        for (long extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        if (size != length) {
            throw new IllegalArgumentException(
                    "values: " + length + " for the shape " + java.util.Arrays.toString(shape) + "; it holds " + size);
        }
    }
}
