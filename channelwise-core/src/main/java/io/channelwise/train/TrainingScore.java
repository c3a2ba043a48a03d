package io.channelwise.train;

import io.channelwise.inference.PassListener;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Adds up the loss and the accuracy of a pass over the training images. What a batch gives stays where it was computed until
 * that of several is read at once, so that a GPU is not waited for at every step; a loss that is no number is then told with
 * the step that it came from.
 */
final class TrainingScore implements AutoCloseable {

    /** What has to hold for a loss. */
    interface Check {

        /** @throws TrainingException if it does not */
        void accept(double loss, long step);
    }

    private record Pending(Tensor loss, Tensor right, int images, long step) {}

    private record Done(int images, double loss) {}

    private final Deque<Pending> pending = new ArrayDeque<>();
    private final List<Done> unreported = new ArrayList<>();
    private final int batches;
    private final Check check;
    private long images;
    private long right;
    private double losses;

    /** Which reads so many batches at once; 1 reads each before its backward pass. */
    TrainingScore(int batches, Check check) {
        this.batches = batches;
        this.check = check;
    }

    /**
     * Takes a batch's results.
     *
     * @param loss its mean
     * @param logits {@code [N, classes]}
     * @param labels int64 {@code [N]}
     * @param step that the batch belongs to
     */
    void add(Tensor loss, Tensor logits, Tensor labels, long step) {
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            Tensor hits = logits.detach()
                    .argmax(new LongOptional(1), false)
                    .eq(labels)
                    .sum();
            int n = Math.toIntExact(labels.size(0));
            pending.add(new Pending(owned(loss.detach()), owned(hits.to(ScalarType.Float)), n, step));
        }
        if (pending.size() >= batches) {
            read();
        }
    }

    private static Tensor owned(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }

    /** Reads all that is pending, in order. */
    void read() {
        if (pending.isEmpty()) {
            return;
        }
        float[] values = values();
        for (int i = 0; !pending.isEmpty(); i++) {
            Pending batch = pending.remove();
            free(batch);
            double loss = values[2 * i];
            check.accept(loss, batch.step);
            losses += loss * batch.images;
            right += Math.round(values[2 * i + 1]);
            images += batch.images;
            unreported.add(new Done(batch.images, loss));
        }
    }

    /** Losses and hits by turns, in one reading. */
    private float[] values() {
        try (Scope scope = new Scope()) {
            Tensor[] scalars = pending.stream()
                    .flatMap(batch -> Stream.of(batch.loss, batch.right))
                    .toArray(Tensor[]::new);
            return Tensors.floats(torch.stack(new TensorVector(scalars)));
        }
    }

    /** Tells of the batches that have been read since the last time. */
    void report(PassListener listener) {
        List<Done> done = List.copyOf(unreported);
        unreported.clear();
        done.forEach(batch -> listener.batchDone(batch.images, batch.loss));
    }

    /** Images of the batches read so far. */
    long images() {
        return images;
    }

    /** The mean loss of the batches read so far. */
    double loss() {
        return losses / images;
    }

    /** The share of images so far whose label had the highest logit. */
    double top1() {
        return (double) right / Math.max(1, images);
    }

    private static void free(Pending batch) {
        batch.loss.deallocate();
        batch.right.deallocate();
    }

    @Override
    public void close() {
        pending.forEach(TrainingScore::free);
        pending.clear();
    }
}
