package io.channelwise.weights;

/**
 * The flat memory behind tensors, as a PyTorch pickle names it.
 *
 * @param type of its elements
 * @param key of its bytes in the file
 * @param begin the first element, where it is a part of the bytes under that key
 * @param size in elements
 */
record TorchStorage(DType type, String key, long begin, long size) {

    /** The bytes up to its end. */
    long byteEnd() {
        try {
            return Math.multiplyExact(Math.addExact(begin, size), type.size());
        } catch (ArithmeticException e) {
            throw new WeightsException("is damaged: its storage " + key + " claims " + size + " elements", e);
        }
    }
}
