package io.channelwise.deploy;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A value that a graph holds itself. */
sealed interface Constant {

    /** Numbers in a tensor of any memory format: float32, or, where they are quantised, int8 or int32. */
    record Weights(Tensor tensor) implements Constant {}

    /** A vector of int64, as shapes and axes are. */
    record Integers(List<Long> values) implements Constant {}

    /** One float. */
    record Real(float value) implements Constant {}

    /** One byte, 0 to 255. */
    record UnsignedByte(int value) implements Constant {}
}
