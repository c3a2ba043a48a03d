package io.channelwise.train;

import io.channelwise.data.Batch;
import io.channelwise.data.Epoch;
import io.channelwise.inference.Evaluation;
import io.channelwise.inference.Evaluator;
import io.channelwise.inference.Placement;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.models.StochasticDepth;
import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.Scope;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.WeightsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Trains a network on labelled images, into a run directory from which it can go on after any interruption.
 *
 * <p>Each epoch trains, tests and saves. A resumed run ends with exactly the weights of one that was never stopped, on
 * the same number of threads.
 */
public final class Trainer implements AutoCloseable {

    private static final int MOST_NOTED = 20;

    private final RunDirectory run;
    private final TrainSettings settings;
    private final Optimization optimization;
    private final TrainingData data;
    private final TrainingListener listener;
    private final Placement placement;
    private final int batchesPerReading;
    private final Network network;
    private final StochasticDepth depth;
    private final Freezing frozen;
    private final Map<String, Tensor> weights;
    private final TrainingLoss loss;
    private final Optimizer optimizer;
    private final Accumulation accumulation;
    private final Schedule schedule;
    private final WeightAverage average;
    private final Evaluator evaluator;
    private final RoundedPasses passes;
    private final RunRecorder recorder;
    private final RunLock lock;
    private final List<EpochRecord> epochs = new ArrayList<>();

    /**
     * Takes up the run where it stands: at the beginning, or after its last finished epoch. Until it is closed, no other
     * session can.
     *
     * @throws TrainingException if another session is training the run, or it cannot be read
     */
    public Trainer(RunDirectory run, TrainingData data, TrainingListener listener) {
        this(run, data, listener, run.config().settings().computation().placement());
    }

    private Trainer(RunDirectory run, TrainingData data, TrainingListener listener, Placement placement) {
        this(run, data, listener, placement, placement.batchesPerReading());
    }

    /** Reads the losses of so many batches at once, which changes nothing that is trained. */
    Trainer(
            RunDirectory run,
            TrainingData data,
            TrainingListener listener,
            Placement placement,
            int batchesPerReading) {
        this.run = run;
        this.settings = run.config().settings();
        this.optimization = settings.optimization();
        this.data = data;
        this.listener = listener;
        this.placement = placement;
        this.batchesPerReading = batchesPerReading;
        this.network = network();
        this.depth = StochasticDepth.in(network, optimization.regularization().dropPath(), settings.seed());
        this.frozen = new Freezing(network, optimization.freeze());
        this.weights = frozen.trainable();
        this.loss = new TrainingLoss(optimization.regularization(), data.trainImages(), placement);
        this.optimizer = optimization.optimizer(weights, network.headName());
        this.accumulation = new Accumulation(data.train().batches(), optimization.accumulate());
        this.schedule = optimization.schedule(accumulation.stepsPerEpoch());
        this.average = WeightAverage.of(network, settings);
        this.evaluator = new Evaluator(average.network(), placement);
        this.passes = new RoundedPasses(settings.computation().qat());
        this.recorder = new RunRecorder(run, run.config(), data, average.network());
        this.lock = RunLock.take(run.path());
        try {
            takeUp();
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void takeUp() {
        recorder.begin();
        if (run.hasResumePoint()) {
            epochs.addAll(ResumePoint.restore(run.resumePoint(), network, average, optimizer, passes));
            recorder.save(epochs);
        }
    }

    /** The network that training begins with. */
    private Network network() {
        Network fresh =
                Models.create(settings.model(), data.channels(), data.classes().size(), settings.seed());
        if (settings.zeroInitResidual()) {
            Models.zeroInitResidual(fresh);
        }
        if (settings.weights() != null && !run.hasResumePoint()) {
            listener.note(StartingWeights.load(fresh, settings));
        }
        placement.take(fresh);
        return fresh;
    }

    /** The epochs that earlier sessions of this run have finished. */
    public int epochsDone() {
        return epochs.size();
    }

    /** Whether nothing is left to train: all epochs are done, or early stopping has ended the run. */
    public boolean isFinished() {
        return epochs.size() >= optimization.epochsToTrain(epochs);
    }

    /**
     * Trains the epochs that are left, then tests the best checkpoint.
     *
     * @throws TrainingException if the loss is not finite, or an epoch cannot be saved
     */
    public TrainResult train() {
        while (!isFinished()) {
            train(epochs.size());
        }
        if (epochs.size() < optimization.epochs()) {
            listener.note("stopped early: no better test top-1 in " + optimization.earlyStopping() + " epochs");
        }
        noteUnreadable();
        Checkpoint best = Checkpoint.read(run.best());
        StateDicts.load(average.network().stateDict(), best.weights().tensors());
        Evaluation evaluation = test("test best");
        recorder.report(epochs, RunRecorder.bestEpoch(epochs), evaluation);
        return new TrainResult(run, List.copyOf(epochs), evaluation);
    }

    private void noteUnreadable() {
        List<String> unreadable = data.unreadable();
        unreadable.stream().limit(MOST_NOTED).forEach(line -> listener.note("skipped " + line));
        if (unreadable.size() > MOST_NOTED) {
            listener.note("skipped " + (unreadable.size() - MOST_NOTED) + " more images; the report names them");
        }
    }

    private void train(int epoch) {
        long start = System.nanoTime();
        Pass pass = trainPass(epoch);
        Evaluation test = test("test");
        EpochRecord done = new EpochRecord(
                epoch + 1,
                schedule.rate(accumulation.step(epoch + 1, 0) - 1),
                pass.loss,
                pass.top1,
                test.loss(),
                test.top1(),
                test.top5(),
                (System.nanoTime() - start) / 1e9,
                pass.imagesPerSecond);
        save(done, test);
        listener.epochFinished(done, optimization.epochs());
    }

    private Evaluation test(String pass) {
        return passes.inUse(average.network(), () -> evaluator.evaluate(pass, data.test(), listener));
    }

    private record Pass(double loss, double top1, double imagesPerSecond) {}

    private Pass trainPass(int epoch) {
        long start = System.nanoTime();
        listener.passStarted(
                "train " + (epoch + 1) + "/" + optimization.epochs(),
                data.train().images());
        frozen.train();
        try (Epoch source = data.train().epoch(epoch);
                TrainingScore score = new TrainingScore(batchesPerReading, this::requireFinite)) {
            Iterator<Batch> batches = source.iterator();
            for (int number = 0; batches.hasNext(); number++) {
                backward(batches.next(), epoch, number, score);
                if (accumulation.endsStep(number) || !batches.hasNext()) {
                    step(accumulation.step(epoch, number));
                }
                score.report(listener);
            }
            score.read();
            score.report(listener);
            if (score.images() == 0) {
                throw new TrainingException(
                        "epoch " + (epoch + 1) + " has no training images; none of them can be read");
            }
            return new Pass(score.loss(), score.top1(), score.images() * 1e9 / (System.nanoTime() - start));
        } finally {
            listener.passFinished();
        }
    }

    /** Adds the gradients of a batch to those of its step. */
    private void backward(Batch batch, int epoch, int number, TrainingScore score) {
        depth.beginBatch((long) epoch * accumulation.batches() + number);
        try (Scope scope = new Scope()) {
            Tensor logits = passes.inTraining(network, () -> placement.logits(network, batch));
            Tensor mean = loss.of(logits, batch);
            Tensor labels = placement.labels(TrainingLoss.mainLabels(batch));
            score.add(mean, logits, labels, accumulation.step(epoch, number));
            mean.mul(new Scalar(accumulation.share(number))).backward();
        }
    }

    private void step(long step) {
        GradientClipping.clip(weights.values(), optimization.descent().clipNorm());
        optimizer.step(schedule.rate(step));
        network.zeroGrad();
        average.update(step);
    }

    private void requireFinite(double value, long step) {
        if (!Double.isFinite(value)) {
            String last = epochs.isEmpty() ? "none yet" : run.last().toString();
            throw new TrainingException(
                    "The loss is " + value + " at step " + (step + 1) + "; try a lower learning rate,"
                            + " a longer warm-up or gradient clipping. Last good checkpoint: " + last);
        }
    }

    /** The resume point comes first: what follows can be made from it again. */
    private void save(EpochRecord done, Evaluation test) {
        int saved = epochs.size();
        epochs.add(done);
        try {
            ResumePoint.write(run.resumePoint(), network, average, optimizer, passes, epochs);
            saved = epochs.size();
            recorder.save(epochs);
            recorder.report(epochs, done.epoch(), test);
        } catch (WeightsException | TrainingException e) {
            throw new TrainingException(e.getMessage() + "; " + remedy(saved), e);
        }
    }

    /** @param saved how many epochs the resume point held when it was last written */
    private String remedy(int saved) {
        String goOn = "once that is put right, --resume " + run.path() + " ";
        return switch (run.resumption()) {
            case NONE -> "the folder of the run is gone, and what was trained with it: begin anew";
            case FROM_THE_BEGINNING -> goOn + "begins again";
            case AFTER_AN_EPOCH -> goOn + "goes on after epoch " + saved;
        };
    }

    /** Frees the network and all that belongs to it, and lets other sessions go on with the run. */
    @Override
    public void close() {
        lock.close();
        optimizer.close();
        average.close();
        network.close();
    }
}
