package io.channelwise.inference;

import io.channelwise.data.Batch;
import io.channelwise.runtime.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Batches as tensors. */
public final class Batches {

    private Batches() {}

    /** {@code [N, C, H, W]} in a memory layout. */
    public static Tensor images(Batch batch, MemoryLayout layout) {
        return Tensors.of(batch.pixels(), batch.n(), batch.channels(), batch.height(), batch.width())
                .contiguous(layout.format());
    }

    /** int64 {@code [N]}. */
    public static Tensor labels(Batch batch) {
        return Tensors.ofLongs(Arrays.stream(batch.labels()).asLongStream().toArray());
    }
}
