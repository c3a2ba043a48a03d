package io.channelwise.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** A tensor as it lies in a file: its number type, its shape and its bytes, little-endian and row-major. Immutable. */
public final class StoredTensor {

    static final int MAX_RANK = 16;

    private final DType type;
    private final List<Long> shape;
    private final ByteBuffer data;

    /**
     * Over these bytes, from the buffer's position to its limit, which are not copied.
     *
     * @throws IllegalArgumentException if the shape needs more or fewer bytes than are there
     */
    public StoredTensor(DType type, List<Long> shape, ByteBuffer data) {
        if (byteSize(type, shape) != data.remaining()) {
            throw new IllegalArgumentException("data: " + data.remaining() + " bytes; the shape " + shape + " of "
                    + type + " takes " + byteSize(type, shape));
        }
        this.type = type;
        this.shape = List.copyOf(shape);
        this.data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A float32 tensor with a copy of these values, row-major. */
    public static StoredTensor ofFloats(float[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new StoredTensor(DType.F32, Arrays.stream(shape).boxed().toList(), bytes);
    }

    /** The number type. */
    public DType type() {
        return type;
    }

    /** The shape, outermost dimension first; empty for a single number. */
    public List<Long> shape() {
        return shape;
    }

    /** The number of elements. */
    public long size() {
        return data.capacity() / type.size();
    }

    /** The bytes, little-endian and row-major, as a read-only view of its own position. */
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The type and the shape, {@code F32 [64, 3, 7, 7]}. */
    @Override
    public String toString() {
        return type + " " + shape;
    }

    /**
     * The bytes that a tensor takes.
     *
     * @throws ArithmeticException if that is more than a long holds
     * @throws IllegalArgumentException if an extent is negative or there are more than 16
     */
    static long byteSize(DType type, List<Long> shape) {
        if (shape.size() > MAX_RANK) {
            throw new IllegalArgumentException("shape: " + shape.size() + " dimensions; allowed: up to " + MAX_RANK);
        }
        long bytes = type.size();
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("shape: " + shape + " has a negative extent");
            }
            bytes = Math.multiplyExact(bytes, extent);
        }
        return bytes;
    }
}
