package io.channelwise.deploy;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A value that a graph holds itself. */
sealed interface Constant {

    /** Floats in a tensor of any memory format. */
    record Weights(Tensor tensor) implements Constant {}

    /** A vector of int64, as shapes and axes are. */
    record Integers(List<Long> values) implements Constant {}

    /** One float. */
    record Real(float value) implements Constant {}
}
