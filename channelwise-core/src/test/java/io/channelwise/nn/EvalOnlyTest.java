package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A network set up for evaluation alone computes the same without its kernels, and refuses what needs them. */
class EvalOnlyTest {

    private final Scope scope = new Scope();
    private final Conv2d conv = new Conv2d(Conv2d.options(4, 6, 3).withoutBias());
    private final Conv2d last = new Conv2d(Conv2d.options(6, 2, 1));
    private final Layer network = Sequential.of(conv, new BatchNorm2d(6), new ReLU(), last);
    private final Tensor x = Tensors.empty(2, 4, 8, 8).normal_().contiguous(MemoryFormat.ChannelsLast);

    @AfterEach
    void free() {
        network.close();
        scope.close();
    }

    private float[] output(Tensor input) {
        try (NoGrad guard = new NoGrad()) {
            return Tensors.floats(network.call(input));
        }
    }

    @Test
    void computesTheSameAndHoldsItsKernelsOnce() {
        network.eval();
        float[] expected = output(x);
        Tensor kernels = conv.weight();
        network.evalOnly();

        assertThat(output(x)).containsExactly(expected);
        assertThat(kernels.numel()).isZero();
        assertThat(output(x)).containsExactly(expected);
        network.evalOnly();
        assertThat(output(x)).containsExactly(expected);
        assertThat(last.weight().numel())
                .as("no batch norm after it, so not packed")
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"se_resnet20", "sk_resnet20", "skresnet18", "skresnet50d"})
    void networksComputeTheSameForImagesOfAnyNumberAndExtent(String name) {
        List<Tensor> inputs = Stream.of(new long[] {3, 3, 64, 64}, new long[] {1, 3, 64, 64}, new long[] {2, 3, 71, 67})
                .map(shape -> Tensors.empty(shape).normal_().contiguous(MemoryFormat.ChannelsLast))
                .toList();
        try (NoGrad guard = new NoGrad();
                Network model = Models.create(name, 3, 10, 0)) {
            model.to(MemoryFormat.ChannelsLast).eval();
            List<float[]> expected = outputs(model, inputs);
            model.evalOnly();
            assertThat(outputs(model, inputs)).containsExactlyElementsOf(expected);
        }
    }

    private static List<float[]> outputs(Layer model, List<Tensor> inputs) {
        return inputs.stream().map(x -> Tensors.floats(model.call(x))).toList();
    }

    static Stream<Named<ThrowingCallable>> whatNeedsWeights() {
        Layer network = Sequential.of(new Conv2d(Conv2d.options(4, 6, 3)), new BatchNorm2d(6));
        network.evalOnly();
        Layer parent = Sequential.of(network);
        return Stream.of(
                Named.of("parameters", network::parameters),
                Named.of("stateDict", network::stateDict),
                Named.of("zeroGrad", network::zeroGrad),
                Named.of("train", () -> network.train(true)),
                Named.of("to", () -> network.to(MemoryFormat.Contiguous)),
                Named.of("resetAll", () -> network.resetAll(new GeneratorOptional())),
                Named.of("train a network around it", () -> parent.train(true)));
    }

    @ParameterizedTest
    @MethodSource("whatNeedsWeights")
    void refusesWhatNeedsWeights(ThrowingCallable use) {
        assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessageContaining("evalOnly()");
    }

    @Test
    void refusesPassesThatNeedKernelsAndGoesOn() {
        network.evalOnly();
        float[] expected = output(x);

        assertThatThrownBy(() -> network.call(x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Conv2d(4, 6, kernel 3)")
                .hasMessageContaining("without gradients");
        assertThatThrownBy(() -> output(x.contiguous(MemoryFormat.Contiguous)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("channels-last");
        assertThat(output(x)).containsExactly(expected);
    }
}
