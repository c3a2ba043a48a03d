package io.channelwise.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Operation;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class StochasticDepthTest {

    private static final int BLOCKS = 9;
    private static final int IMAGES = 64;
    private static final int BATCHES = 30;

    @Test
    void deeperBlocksAreDroppedMoreOftenImageByImage() {
        try (Network network = Models.create("resnet20", 1, 2, 0)) {
            StochasticDepth depth = StochasticDepth.in(network, 0.6, 5);
            int[] dropped = new int[BLOCKS];
            for (int batch = 0; batch < BATCHES; batch++) {
                List<float[]> gates = gates(network, depth, batch);
                for (int block = 0; block < BLOCKS; block++) {
                    float kept = (float) (1 / (1 - 0.6 * (block + 1) / BLOCKS));
                    for (float gate : gates.get(block)) {
                        assertThat(gate).isIn(0f, kept);
                        dropped[block] += gate == 0 ? 1 : 0;
                    }
                }
            }
            for (int block = 0; block < BLOCKS; block++) {
                double rate = (double) dropped[block] / (BATCHES * IMAGES);
                assertThat(rate).as("block %d", block).isCloseTo(0.6 * (block + 1) / BLOCKS, within(0.04));
            }
        }
    }

    @Test
    void whatIsDroppedDependsOnSeedAndBatchAlone() {
        try (Network network = Models.create("resnet20", 1, 2, 0);
                Network other = Models.create("resnet20", 1, 2, 1)) {
            StochasticDepth depth = StochasticDepth.in(network, 0.5, 5);
            List<float[]> seventh = gates(network, depth, 7);

            assertThat(gates(network, depth, 8)).usingRecursiveComparison().isNotEqualTo(seventh);
            assertThat(gates(network, depth, 7)).usingRecursiveComparison().isEqualTo(seventh);
            assertThat(gates(other, StochasticDepth.in(other, 0.5, 5), 7))
                    .usingRecursiveComparison()
                    .isEqualTo(seventh);
            assertThat(gates(other, StochasticDepth.in(other, 0.5, 6), 7))
                    .usingRecursiveComparison()
                    .isNotEqualTo(seventh);
        }
    }

    @Test
    void theSameIsDroppedWithoutGradients() {
        try (Network network = Models.create("resnet20", 1, 2, 0);
                Scope scope = new Scope()) {
            StochasticDepth depth = StochasticDepth.in(network, 0.9, 5);
            Tensor x = Tensors.empty(IMAGES, 1, 8, 8).normal_();
            depth.beginBatch(3);
            float[] expected = Tensors.floats(network.call(x));
            depth.beginBatch(3);
            try (NoGrad guard = new NoGrad()) {
                assertThat(Tensors.floats(network.call(x))).containsExactly(expected, within(1e-4f));
            }
        }
    }

    @Test
    void inEvaluationNothingIsDroppedAndNoKeyIsAdded() {
        try (Network with = Models.create("resnet20", 1, 2, 0);
                Network without = Models.create("resnet20", 1, 2, 0);
                Scope scope = new Scope()) {
            StochasticDepth.in(with, 0.9, 0);
            Tensor x = Tensors.of(new float[2 * 32 * 32], 2, 1, 32, 32).normal_();

            assertThat(with.stateDict().keySet()).isEqualTo(without.stateDict().keySet());
            assertThat(Tensors.floats(with.eval().call(x)))
                    .isEqualTo(Tensors.floats(without.eval().call(x)));
        }
    }

    @Test
    void aRateOfZeroDropsNothingInTraining() {
        try (Network network = Models.create("resnet20", 1, 2, 0)) {
            assertThat(gates(network, StochasticDepth.in(network, 0, 0), 0)).isEmpty();
            assertThatThrownBy(() -> StochasticDepth.in(network, 1, 0))
                    .hasMessage("drop path: 1.0; allowed: 0 to below 1");
        }
    }

    /** What each branch was multiplied by in a forward pass, in the order of the blocks. */
    private static List<float[]> gates(Network network, StochasticDepth depth, long batch) {
        List<float[]> gates = new ArrayList<>();
        ForwardListener listener = new ForwardListener() {
            @Override
            public void operation(Operation operation) {
                if (operation instanceof Operation.Binary binary
                        && binary.arithmetic() == Operation.Arithmetic.MULTIPLY) {
                    gates.add(Tensors.floats(binary.right()));
                }
            }
        };
        depth.beginBatch(batch);
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            Tensor x = Tensors.of(new float[IMAGES * 8 * 8], IMAGES, 1, 8, 8);
            ForwardListener.listen(listener, () -> network.train(true).call(x));
        }
        return gates;
    }
}
