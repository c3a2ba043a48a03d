package io.channelwise.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A PyTorch tensor as pickled: a view of a storage.
 *
 * @param storage what it looks at
 * @param offset the storage's element that is its first
 * @param shape outermost dimension first
 * @param strides elements of the storage from one index to the next, for each dimension
 */
record TorchTensor(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {

    TorchTensor {
        requireFits(storage, offset, shape, strides);
    }

    private static void requireFits(TorchStorage storage, long offset, List<Long> shape, List<Long> strides) {
        try {
            long bytes = StoredTensor.byteSize(storage.type(), shape);
            boolean counts = shape.size() == strides.size() && strides.stream().allMatch(s -> s >= 0) && offset >= 0;
            if (counts && (bytes == 0 || last(offset, shape, strides) < storage.size())) {
                return;
            }
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new WeightsException("is damaged: a tensor has the impossible shape " + shape, e);
        }
        throw new WeightsException("is damaged: a tensor of shape " + shape + " with strides " + strides
                + " from element " + offset + " does not fit its storage of " + storage.size());
    }

    private static long last(long offset, List<Long> shape, List<Long> strides) {
        long last = offset;
        for (int i = 0; i < shape.size(); i++) {
            last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
        }
        return last;
    }

    long byteSize() {
        return StoredTensor.byteSize(storage.type(), shape);
    }

    /** Whether its elements follow each other in the storage, so that no copy is needed. */
    boolean isContiguous() {
        long expected = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            if (shape.get(i) != 1 && strides.get(i) != expected) {
                return byteSize() == 0;
            }
            expected *= shape.get(i);
        }
        return true;
    }

    /** Row-major, from the bytes under its storage's key; these are shared if it is contiguous. */
    StoredTensor resolve(ByteBuffer bytes) {
        int size = storage.type().size();
        int length = Memory.arraySize(byteSize());
        if (length == 0) {
            return new StoredTensor(storage.type(), shape, ByteBuffer.allocate(0));
        }
        int begin = Math.toIntExact((storage.begin() + offset) * size);
        if (isContiguous()) {
            return new StoredTensor(storage.type(), shape, bytes.slice(begin, length));
        }
        return new StoredTensor(storage.type(), shape, gather(bytes, begin, length));
    }

    private ByteBuffer gather(ByteBuffer bytes, int begin, int length) {
        int size = storage.type().size();
        byte[] element = new byte[size];
        long[] index = new long[shape.size()];
        ByteBuffer dense = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        long at = 0;
        while (dense.hasRemaining()) {
            bytes.get(begin + (int) (at * size), element);
            dense.put(element);
            at = next(index, at);
        }
        return dense.flip();
    }

    /** Counts the index up by one in row-major order; the element of the storage that is there. */
    private long next(long[] index, long at) {
        long next = at;
        for (int i = index.length - 1; i >= 0; i--) {
            next += strides.get(i);
            if (++index[i] < shape.get(i)) {
                return next;
            }
            next -= index[i] * strides.get(i);
            index[i] = 0;
        }
        return next;
    }
}
