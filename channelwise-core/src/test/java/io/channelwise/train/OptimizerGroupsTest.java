package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.StateDicts;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class OptimizerGroupsTest {

    @Test
    void theHeadMovesAtItsOwnRate() {
        try (Network network = Models.create("resnet20", 3, 2, 0);
                Optimizer optimizer = optimizer(network, 10)) {
            float head = first(network, "linear.weight");
            float body = first(network, "conv1.weight");
            withGradientsOfOne(network, () -> optimizer.step(0.001));

            assertThat(first(network, "linear.weight")).isCloseTo(head - 0.01f, within(1e-6f));
            assertThat(first(network, "conv1.weight")).isCloseTo(body - 0.001f, within(1e-6f));
        }
    }

    @Test
    void bothGroupsKeepTheirState() {
        try (Network network = Models.create("resnet20", 3, 2, 0);
                Optimizer optimizer = optimizer(network, 10);
                Optimizer other = optimizer(network, 10)) {
            withGradientsOfOne(network, () -> optimizer.step(0.001));
            other.restore(StateDicts.stored(optimizer.state()));

            Map<String, Tensor> state = other.state();
            assertThat(state).hasSize(network.parameters().size());
            assertThat(Tensors.floats(state.get("head.linear.bias.momentum"))).containsOnly(1);
            assertThat(Tensors.floats(state.get("body.bn1.bias.momentum"))).containsOnly(1);
        }
    }

    @Test
    void oneRateNeedsNoGroups() {
        try (Network network = Models.create("resnet20", 3, 2, 0);
                Optimizer optimizer = optimizer(network, 1)) {
            assertThat(optimizer.state()).containsKeys("linear.bias.momentum", "conv1.weight.momentum");
        }
    }

    private static Optimizer optimizer(Network network, double headScale) {
        Optimization optimization = Optimization.plain(
                1,
                2,
                Descent.sgd(0.9, false, new WeightDecay(0, false)),
                LearningRate.cosine(0.1, 0).headScale(headScale),
                Regularization.NONE);
        return optimization.optimizer(network.parameters(), network.headName());
    }

    private static void withGradientsOfOne(Network network, Runnable step) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            network.parameters().values().forEach(weight -> weight.mutable_grad()
                    .put(torch.ones_like(weight)));
            step.run();
        }
    }

    private static float first(Network network, String key) {
        return Tensors.floats(network.stateDict().get(key))[0];
    }
}
