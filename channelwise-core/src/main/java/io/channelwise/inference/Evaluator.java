package io.channelwise.inference;

import io.channelwise.data.Batch;
import io.channelwise.data.Epoch;
import io.channelwise.data.Loader;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import org.bytedeco.pytorch.Tensor;

/** Scores a network on labelled images, in evaluation mode and without gradients. */
public final class Evaluator {

    private final Network network;
    private final Placement placement;
    private final int batchesPerReading;

    /** For a network whose weights lie at this place. */
    public Evaluator(Network network, Placement placement) {
        this(network, placement, placement.batchesPerReading());
    }

    /** Which reads the logits of so many batches at once; that changes no score. */
    Evaluator(Network network, Placement placement, int batchesPerReading) {
        this.network = network;
        this.placement = placement;
        this.batchesPerReading = batchesPerReading;
    }

    /**
     * Scores all images of the loader; the network is left in the mode it was in.
     *
     * @throws io.channelwise.data.DataException if an image cannot be read
     */
    public Evaluation evaluate(String pass, Loader loader, PassListener listener) {
        boolean training = network.isTraining();
        network.eval();
        listener.passStarted(pass, loader.images());
        Scorer scorer = new Scorer(network.classes());
        try (NoGrad guard = new NoGrad();
                Epoch batches = loader.epoch(0);
                PendingLogits pending = new PendingLogits(scorer, listener, batchesPerReading)) {
            for (Batch batch : batches) {
                pending.add(logits(batch), batch);
            }
            pending.read();
        } finally {
            listener.passFinished();
            network.train(training);
        }
        return scorer.result();
    }

    private Tensor logits(Batch batch) {
        try (Scope scope = new Scope()) {
            return scope.keep(placement.logits(network, batch));
        }
    }
}
