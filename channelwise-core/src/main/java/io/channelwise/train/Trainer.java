package io.channelwise.train;

import io.channelwise.data.Batch;
import io.channelwise.data.Epoch;
import io.channelwise.inference.Batches;
import io.channelwise.inference.Evaluation;
import io.channelwise.inference.Evaluator;
import io.channelwise.inference.Scorer;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Losses;
import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.StateDicts;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a network on labelled images, into a run directory from which it can go on after any interruption.
 *
 * <p>Each epoch trains, tests and saves. A resumed run ends with exactly the weights of one that was never stopped, on
 * the same number of threads.
 */
public final class Trainer implements AutoCloseable {

    private final RunDirectory run;
    private final RunConfig config;
    private final TrainSettings settings;
    private final TrainingData data;
    private final TrainingListener listener;
    private final Network network;
    private final Optimizer optimizer;
    private final CosineSchedule schedule;
    private final Evaluator evaluator;
    private final RunRecorder recorder;
    private final List<EpochRecord> epochs = new ArrayList<>();

    /** Takes up the run where it stands: at the beginning, or after its last finished epoch. */
    public Trainer(RunDirectory run, TrainingData data, TrainingListener listener) {
        this.run = run;
        this.config = run.config();
        this.settings = config.settings();
        this.data = data;
        this.listener = listener;
        this.network =
                Models.create(settings.model(), data.channels(), data.classes().size(), settings.seed());
        if (settings.zeroInitResidual()) {
            Models.zeroInitResidual(network);
        }
        if (settings.weights() != null && !Files.exists(run.resumePoint())) {
            listener.note(StartingWeights.load(network, settings.weights()));
        }
        network.to(settings.memoryFormat().format());
        this.optimizer = settings.optimization().optimizer(network.parameters());
        this.schedule = settings.optimization().schedule(data.train().batches());
        this.evaluator = new Evaluator(network, settings.memoryFormat());
        this.recorder = new RunRecorder(run, config, data, network);
        if (Files.exists(run.resumePoint())) {
            epochs.addAll(ResumePoint.restore(run.resumePoint(), network, optimizer));
            recorder.save(epochs);
        }
    }

    /** The epochs that earlier sessions of this run have finished. */
    public int epochsDone() {
        return epochs.size();
    }

    /**
     * Trains the epochs that are left, then tests the best checkpoint.
     *
     * @throws TrainingException if the loss is not finite
     */
    public TrainResult train() {
        for (int epoch = epochs.size(); epoch < settings.optimization().epochs(); epoch++) {
            train(epoch);
        }
        Checkpoint best = Checkpoint.read(run.best());
        StateDicts.load(network.stateDict(), best.weights().tensors());
        Evaluation evaluation = evaluator.evaluate("test best", data.test(), listener);
        recorder.report(epochs, RunRecorder.bestEpoch(epochs), evaluation);
        return new TrainResult(run, List.copyOf(epochs), evaluation);
    }

    private void train(int epoch) {
        long start = System.nanoTime();
        Pass pass = trainPass(epoch);
        Evaluation test = evaluator.evaluate("test", data.test(), listener);
        EpochRecord done = new EpochRecord(
                epoch + 1,
                schedule.rate((epoch + 1L) * data.train().batches() - 1),
                pass.loss,
                pass.top1,
                test.loss(),
                test.top1(),
                test.top5(),
                (System.nanoTime() - start) / 1e9,
                pass.imagesPerSecond);
        epochs.add(done);
        ResumePoint.write(run.resumePoint(), network, optimizer, epochs);
        recorder.save(epochs);
        recorder.report(epochs, done.epoch(), test);
        listener.epochFinished(done, settings.optimization().epochs());
    }

    private record Pass(double loss, double top1, double imagesPerSecond) {}

    private Pass trainPass(int epoch) {
        int steps = data.train().batches();
        long step = (long) epoch * steps;
        long start = System.nanoTime();
        double loss = 0;
        long images = 0;
        Scorer scorer = new Scorer(network.classes());
        listener.passStarted(
                "train " + (epoch + 1) + "/" + settings.optimization().epochs(),
                data.train().images());
        network.train(true);
        try (Epoch batches = data.train().epoch(epoch)) {
            for (Batch batch : batches) {
                double batchLoss = step(batch, step++, scorer);
                loss += batchLoss * batch.n();
                images += batch.n();
                listener.batchDone(batch.n(), batchLoss);
            }
        } finally {
            listener.passFinished();
        }
        return new Pass(loss / images, scorer.top1(), images * 1e9 / (System.nanoTime() - start));
    }

    private double step(Batch batch, long step, Scorer scorer) {
        try (Scope scope = new Scope()) {
            network.zeroGrad();
            Tensor logits = network.call(Batches.images(batch, settings.memoryFormat()));
            Tensor loss = Losses.crossEntropy(
                    logits, Batches.labels(batch), settings.optimization().labelSmoothing());
            double value = Tensors.item(loss);
            requireFinite(value, step);
            loss.backward();
            optimizer.step(schedule.rate(step));
            scorer.add(Tensors.floats(logits), batch.labels(), batch.indices());
            return value;
        }
    }

    private void requireFinite(double loss, long step) {
        if (!Double.isFinite(loss)) {
            String last = epochs.isEmpty() ? "none yet" : run.last().toString();
            throw new TrainingException("The loss is " + loss + " at step " + (step + 1)
                    + "; try a lower learning rate or a longer warm-up. Last good checkpoint: " + last);
        }
    }

    /** Frees the network and the optimiser. */
    @Override
    public void close() {
        optimizer.close();
        network.close();
    }
}
