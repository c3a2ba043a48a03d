package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** A long training loop holds neither more native objects nor more memory as it goes on. */
class SoakTest {

    private static final int STEPS = 300;
    private static final int WARM_UP = 50;
    private static final long ALLOWED_GROWTH = 24L << 20;

    @Test
    void staysFlat() throws InterruptedException {
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
            assertThat(Pointer.physicalBytes() - bytes).as("growth in bytes").isLessThan(ALLOWED_GROWTH);
        }
    }

    /** The native objects once those that earlier tests left to the garbage collector are gone. */
    private static long settledCount() throws InterruptedException {
        long before;
        long count = Pointer.totalCount();
        do {
            before = count;
            System.gc();
            Thread.sleep(200);
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
