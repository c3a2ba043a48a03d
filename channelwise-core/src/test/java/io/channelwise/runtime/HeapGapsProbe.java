package io.channelwise.runtime;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Frees every other one of a row of tensors and prints how many bytes stop being resident when a step ends. */
final class HeapGapsProbe {

    static final int TENSORS = 32;
    static final int TENSOR_BYTES = 1 << 20;

    private HeapGapsProbe() {}

    public static void main(String[] words) {
        Tensor[] row = Stream.generate(HeapGapsProbe::tensor).limit(TENSORS).toArray(Tensor[]::new);
        IntStream.range(0, TENSORS / 2).forEach(i -> row[2 * i].close());
        long before = Pointer.physicalBytes();
        new Scope().close();
        System.out.println(before - Pointer.physicalBytes());
    }

    private static Tensor tensor() {
        return Tensors.empty(TENSOR_BYTES / Float.BYTES).fill_(new Scalar(1));
    }
}
