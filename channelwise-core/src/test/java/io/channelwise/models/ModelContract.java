package io.channelwise.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.DeterministicFill;
import io.channelwise.testing.GraphCheck;
import io.channelwise.weights.StateDicts;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What every network of the registry keeps; the subclasses say for which names. */
abstract class ModelContract {

    private static final int CLASSES = 5;
    private static final long SEED = 7;
    private static final long LARGEST_AT_224 = 2_000_000_000L;

    private static Network network;

    @Parameter
    String name;

    @BeforeParameterizedClassInvocation
    static void build(String name) {
        network = Models.create(name, 3, CLASSES, SEED);
    }

    @AfterParameterizedClassInvocation
    static void free() {
        network.close();
    }

    @Test
    void takesImagesOfAnySizeFrom32On() {
        assertClassifies(32, 32);
        assertClassifies(97, 131);
        if (Summary.of(network, 224, 224).macs() < LARGEST_AT_224) {
            assertClassifies(224, 224);
        }
    }

    private void assertClassifies(int height, int width) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensor logits = network.eval().call(DeterministicFill.input("input", 1, 3, height, width));

            assertThat(logits.shape()).as("logits of %dx%d", height, width).containsExactly(1, CLASSES);
            assertThat(logits.isfinite().all().item_bool()).isTrue();
        }
    }

    @Test
    void gradientsReachEveryParameter() {
        int extent = Models.entry(name).imageSize() == 32 ? 16 : 64;
        try (Scope scope = new Scope()) {
            network.train(true);

            Tensor logits = network.call(DeterministicFill.input("input", 3, 3, extent, extent));
            Losses.crossEntropy(logits, Tensors.ofLongs(0, 1, 2)).backward();

            network.parameters().forEach((key, parameter) -> {
                Tensor gradient = parameter.grad();
                assertThat(gradient.defined()).as("gradient of %s", key).isTrue();
                assertThat(gradient.any().item_bool()).as("gradient of %s", key).isTrue();
            });
        }
        network.zeroGrad();
    }

    @Test
    void aSeedMakesTheWeightsAndAStateDictCarriesThem() {
        try (Network twin = Models.create(name, 3, CLASSES, SEED)) {
            assertSame(network.parameters(), twin.parameters());
            Map<String, Tensor> state = twin.stateDict();
            try (NoGrad guard = new NoGrad();
                    Scalar zero = new Scalar(0)) {
                state.values().forEach(tensor -> tensor.fill_(zero));
            }

            StateDicts.load(state, StateDicts.stored(network.stateDict()));

            assertSame(network.stateDict(), state);
        }
    }

    private static void assertSame(Map<String, Tensor> expected, Map<String, Tensor> actual) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, tensor) ->
                assertThat(actual.get(key).equal(tensor)).as(key).isTrue());
    }

    @Test
    void theHeadClassifiesTheFeatures() {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            network.eval();
            Tensor images = DeterministicFill.input("input", 1, 3, 64, 64);

            Tensor features = network.features(images);

            long width = network.stateDict().get(network.headName() + ".weight").size(1);
            assertThat(features.dim()).isEqualTo(4);
            assertThat(features.size(1)).isEqualTo(width);
            assertThat(network.classify(features).equal(network.call(images))).isTrue();
        }
    }

    @Test
    void takesOtherChannelsAndClasses() {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad();
                Network other = Models.entry(name).factory().create(1, 7)) {
            Tensor logits = other.eval().call(DeterministicFill.input("input", 1, 1, 32, 32));

            assertThat(other.channels()).isEqualTo(1);
            assertThat(other.classes()).isEqualTo(7);
            assertThat(logits.shape()).containsExactly(1, 7);
            assertThat(other.stateDict().keySet())
                    .containsExactlyElementsOf(network.stateDict().keySet());
        }
    }

    @Test
    void theSummaryCountsEveryParameterOnce() {
        int size = Models.entry(name).imageSize();

        Summary summary = Summary.of(network, size, size);

        long values = network.parameters().values().stream()
                .flatMapToLong(tensor -> LongStream.of(tensor.shape()).reduce(Math::multiplyExact).stream())
                .sum();
        assertThat(summary.parameters()).isEqualTo(values);
        assertThat(summary.rows().stream().mapToLong(Summary.Row::parameters).sum())
                .isEqualTo(values);
        assertThat(summary.macs()).isPositive();
    }

    @Test
    void listenersHearEveryOperation() {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensor images = DeterministicFill.input("input", 1, 3, 32, 32);
            GraphCheck graph = new GraphCheck(network.eval(), images);

            ForwardListener.listen(graph, () -> graph.assertMade(network.call(images)));
        }
    }
}
