package io.channelwise.benchmarks;

import io.channelwise.data.Batch;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.inference.Placement;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.Autocast;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Engine;
import io.channelwise.runtime.MemoryUse;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.train.Optimizer;
import io.channelwise.train.Sgd;
import io.channelwise.train.WeightDecay;
import java.io.IOException;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Steps of training or evaluation in libtorch, as {@code peer.py} makes them in PyTorch. */
final class StepWorker {

    /** The environment variable that names the data to train on; random images otherwise. */
    static final String DATA = "BENCHMARK_DATA";

    /** The environment variable that names what training spends memory on; lean otherwise. */
    static final String MEMORY = "BENCHMARK_MEMORY";

    /** The environment variable that names the precision of convolutions; float32 otherwise. */
    static final String PRECISION = "BENCHMARK_PRECISION";

    private final Network network;
    private final Placement placement;
    private final Feed feed;
    private final Tensor images;
    private final Tensor labels;

    private Optimizer optimizer;

    private StepWorker(StepContest contest, MemoryLayout layout) {
        int batch = contest.batch();
        String data = System.getenv(DATA);
        feed = data == null ? null : new Feed(data, batch, contest.size());
        placement = new Placement(
                ComputeDevice.CPU, layout, Precision.of(System.getenv().getOrDefault(PRECISION, "float32")));
        network = Models.create(contest.model(), 3, contest.classes(), 0);
        placement.take(network);
        images = Tensors.empty(batch, 3, contest.size(), contest.size())
                .normal_()
                .contiguous(layout.format());
        labels = Tensors.ofLongs(
                LongStream.range(0, batch).map(i -> i % contest.classes()).toArray());
    }

    /** Takes the words of {@link StepContest#arguments}; the launcher puts two of its own before them. */
    public static void main(String[] words) throws IOException {
        Engine.setMemory(MemoryUse.valueOf(System.getenv().getOrDefault(MEMORY, MemoryUse.LEAN.name())));
        StepContest contest = StepContest.parse(words);
        StepWorker worker = new StepWorker(contest, StepContest.layout(words));
        long parameters = worker.network.parameterCount();
        Runnable step = contest.mode() == StepContest.Mode.TRAIN ? worker.training() : worker.evaluation();
        Protocol.serve(parameters, Protocol.oneByOne(step));
    }

    private Runnable training() {
        optimizer = new Sgd(network.parameters(), 0.9, false, new WeightDecay(1e-4, true));
        return this::train;
    }

    private Runnable evaluation() {
        if (placement.precision() == Precision.FLOAT32) {
            network.evalOnly();
        } else {
            network.eval();
        }
        return this::evaluate;
    }

    private void train() {
        try (Scope scope = new Scope()) {
            network.zeroGrad();
            Tensor loss = feed == null ? Losses.crossEntropy(logits(), labels) : loss(feed.next());
            loss.backward();
            optimizer.step(1e-3);
            Tensors.item(loss);
        }
    }

    private Tensor logits() {
        if (placement.precision() == Precision.FLOAT32) {
            return network.call(images);
        }
        try (Autocast cast = new Autocast(placement.precision(), placement.device())) {
            return network.call(images).to(ScalarType.Float);
        }
    }

    private Tensor loss(Batch batch) {
        return Losses.crossEntropy(placement.logits(network, batch), placement.labels(batch));
    }

    private void evaluate() {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensors.item(logits().select(0, 0).select(0, 0));
        }
    }
}
