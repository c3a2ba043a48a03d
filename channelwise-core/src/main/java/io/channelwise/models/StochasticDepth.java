package io.channelwise.models;

import static io.channelwise.nn.Functions.multiply;

import io.channelwise.nn.Arguments;
import io.channelwise.runtime.Tensors;
import io.channelwise.runtime.Transfer;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic depth, Huang et al. 2016 (arXiv 1603.09382): in training, each residual branch is dropped for each image at
 * random, {@code y = relu(b F(x) / p + shortcut(x))} with b of 1 at probability p and else 0. Deeper branches go more
 * often: {@code p = 1 - l / L * rate} for block l of L, equation 4. In evaluation mode nothing is dropped; dividing by p in
 * training takes the place of the paper's scaling in use, equation 5.
 *
 * <p>What is dropped depends on the seed and the number of the batch alone.
 */
public final class StochasticDepth {

    private final long seed;
    private SplittableRandom random;

    private StochasticDepth(long seed) {
        this.seed = seed;
        beginBatch(0);
    }

    /**
     * Gives a network's residual blocks stochastic depth; nothing changes with a rate of 0.
     *
     * @param rate at which the last block is dropped, 0 to below 1
     */
    public static StochasticDepth in(Network network, double rate, long seed) {
        Arguments.require(rate >= 0 && rate < 1, "drop path", rate, "0 to below 1");
        StochasticDepth depth = new StochasticDepth(seed);
        List<ResidualBlock> blocks = network.layers().values().stream()
                .filter(ResidualBlock.class::isInstance)
                .map(ResidualBlock.class::cast)
                .toList();
        for (int l = 1; rate > 0 && l <= blocks.size(); l++) {
            double survival = 1 - (double) l / blocks.size() * rate;
            blocks.get(l - 1).survive(branch -> depth.drop(branch, survival));
        }
        return depth;
    }

    /** To be called before each forward pass in training, with a number of its own. */
    public void beginBatch(long number) {
        random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
    }

    private Tensor drop(Tensor branch, double survival) {
        float[] gates = new float[(int) branch.size(0)];
        for (int i = 0; i < gates.length; i++) {
            gates[i] = random.nextDouble() < survival ? (float) (1 / survival) : 0;
        }
        Tensor survivors = Transfer.to(branch.device(), Tensors.of(gates, gates.length, 1, 1, 1));
        return multiply(branch, survivors.to(branch.scalar_type()));
    }
}
