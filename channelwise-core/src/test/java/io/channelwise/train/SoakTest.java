package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.inference.Placement;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Losses;
import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long training loop holds neither more native objects nor more memory as it goes on. */
class SoakTest {

    private static final int STEPS = 300;
    private static final int WARM_UP = 50;
    private static final int ROUNDS = 20;
    private static final long ALLOWED_GROWTH = 24L << 20;

    @Test
    void staysFlat() {
        try (Network network = Models.create("sk_resnet20", 3, 10, 0);
                Optimizer optimizer = new Sgd(network.parameters(), 0.9, true, new WeightDecay(5e-4, false))) {
            long objects = 0;
            long bytes = 0;
            for (int step = 0; step < STEPS; step++) {
                step(network, optimizer, step);
                if (step == WARM_UP) {
                    objects = settledCount();
                    bytes = Pointer.physicalBytes();
                }
            }
            assertThat(Pointer.totalCount()).as("native objects").isEqualTo(objects);
            // Both sizes are taken after a collection: what Java's own garbage fills in between is no growth.
            settledCount();
            assertThat(Pointer.physicalBytes() - bytes).as("growth in bytes").isLessThan(ALLOWED_GROWTH);
        }
    }

    @Test
    void evaluationsBetweenStepsStayFlat() {
        try (Network network = Models.create("se_resnet20", 3, 10, 0);
                Optimizer optimizer = new Sgd(network.parameters(), 0.9, true, new WeightDecay(5e-4, false))) {
            Placement.CPU.take(network);
            long objects = 0;
            for (int round = 0; round < ROUNDS; round++) {
                network.train(true);
                step(network, optimizer, round);
                network.eval();
                evaluate(network);
                evaluate(network);
                objects = round == 1 ? settledCount() : objects;
            }
            assertThat(Pointer.totalCount()).as("native objects").isEqualTo(objects);
        }
    }

    private static void evaluate(Network network) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            network.call(Tensors.empty(4, 3, 32, 32).normal_().contiguous(MemoryFormat.ChannelsLast));
        }
    }

    @Test
    void aTrainerWithEverythingOnStaysFlat(@TempDir Path folder) {
        List<Long> objects = new ArrayList<>();
        RunDirectory run = TestRuns.begin(folder.resolve("run"), SyntheticImages.everythingOn(5, 1));
        TestRuns.train(run, new TrainingListener() {
            @Override
            public void epochFinished(EpochRecord epoch, int epochs) {
                objects.add(settledCount());
            }
        });
        assertThat(objects.subList(2, 5)).containsOnly(objects.get(1));
    }

    /** The native objects once those that earlier tests left to the garbage collector are gone. */
    private static long settledCount() {
        long before;
        long count = Pointer.totalCount();
        do {
            before = count;
            System.gc();
            LockSupport.parkNanos(200_000_000);
            count = Pointer.totalCount();
        } while (count < before);
        return count;
    }

    private static void step(Network network, Optimizer optimizer, int step) {
        try (Scope scope = new Scope()) {
            network.zeroGrad();
            Tensor images = Tensors.of(new float[4 * 3 * 32 * 32], 4, 3, 32, 32).normal_();
            Tensor loss = Losses.crossEntropy(network.call(images), Tensors.ofLongs(0, 1, 2, step % 10), 0.1);
            loss.backward();
            optimizer.step(0.01);
        }
    }
}
