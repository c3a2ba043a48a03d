package io.channelwise.inference;

import io.channelwise.data.Batch;
import io.channelwise.data.Epoch;
import io.channelwise.data.Loader;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;

/** Scores a network on labelled images, in evaluation mode and without gradients. */
public final class Evaluator {

    private final Network network;
    private final Placement placement;

    /** For a network whose weights lie at this place. */
    public Evaluator(Network network, Placement placement) {
        this.network = network;
        this.placement = placement;
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
                Epoch batches = loader.epoch(0)) {
            for (Batch batch : batches) {
                double loss = scorer.add(logits(batch), batch.labels(), batch.indices());
                listener.batchDone(batch.n(), loss / batch.n());
            }
        } finally {
            listener.passFinished();
            network.train(training);
        }
        return scorer.result();
    }

    private float[] logits(Batch batch) {
        try (Scope scope = new Scope()) {
            return Tensors.floats(placement.logits(network, batch));
        }
    }
}
