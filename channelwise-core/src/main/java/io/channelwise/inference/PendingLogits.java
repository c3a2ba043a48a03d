package io.channelwise.inference;

import io.channelwise.data.Batch;
import io.channelwise.runtime.Tensors;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.pytorch.Tensor;

/** Logits of an evaluation, which stay where they were computed until those of several batches are scored at once. */
final class PendingLogits implements AutoCloseable {

    private record Scored(Tensor logits, int[] labels, int[] indices) {}

    private final Deque<Scored> pending = new ArrayDeque<>();
    private final Scorer scorer;
    private final PassListener listener;
    private final int batches;

    PendingLogits(Scorer scorer, PassListener listener, int batches) {
        this.scorer = scorer;
        this.listener = listener;
        this.batches = batches;
    }

    /** Takes over logits {@code [N, classes]} that no scope holds. */
    void add(Tensor logits, Batch batch) {
        pending.add(new Scored(logits, batch.labels(), batch.indices()));
        if (pending.size() >= batches) {
            read();
        }
    }

    /** Scores all that is pending, in order. */
    void read() {
        while (!pending.isEmpty()) {
            Scored next = pending.peek();
            int images = next.labels.length;
            double loss = scorer.add(Tensors.floats(next.logits), next.labels, next.indices);
            pending.remove().logits.deallocate();
            listener.batchDone(images, loss / images);
        }
    }

    @Override
    public void close() {
        pending.forEach(scored -> scored.logits.deallocate());
        pending.clear();
    }
}
