package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.attention.SqueezeExcitation;
import io.channelwise.runtime.Autocast;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed in fewer passes when nobody listens is what the formula says, with the weights of that moment. */
class FusionTest {

    private static final double TOLERANCE = 1e-5;

    private final Scope scope = new Scope();
    private final Conv2d conv =
            new Conv2d(Conv2d.options(4, 6, 3).padding(2).dilation(2).groups(2));
    private final BatchNorm2d norm = new BatchNorm2d(6);
    private final Layer layer = Sequential.of(conv, norm, new ReLU());
    private final Tensor x = Tensors.empty(2, 4, 8, 8).normal_().contiguous(MemoryFormat.ChannelsLast);

    @BeforeEach
    void evaluate() {
        try (NoGrad guard = new NoGrad()) {
            layer.stateDict().get("1.running_mean").normal_();
            layer.stateDict().get("1.running_var").uniform_().add_(new Scalar(0.5));
            norm.weight().normal_();
            norm.bias().normal_();
        }
        layer.eval();
    }

    @AfterEach
    void free() {
        layer.close();
        scope.close();
    }

    /** By the formula, one layer at a time. */
    private static Tensor expected(Conv2d conv, BatchNorm2d norm, Tensor x) {
        return norm.call(conv.call(x)).relu();
    }

    private void assertIsCurrent() {
        try (NoGrad guard = new NoGrad()) {
            assertClose(layer.call(x), expected(conv, norm, x));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ChannelsLast", "Contiguous"})
    void fusedLayersGiveTheLayersOutput(MemoryFormat format) {
        Conv2d plain = new Conv2d(Conv2d.options(4, 6, 3).stride(2).padding(1).withoutBias());
        try (NoGrad guard = new NoGrad();
                Layer pair = Sequential.of(plain, norm)) {
            pair.eval();
            Tensor input = x.contiguous(format);
            assertThat(Fusion.length(List.of(plain, norm), 0, input)).isEqualTo(2);

            assertClose(pair.call(input), norm.call(plain.call(input)));
            assertClose(layer.call(input), expected(conv, norm, input));
        }
    }

    @Test
    void layersAreLeftAloneWhereGradientsOrStatisticsOrListenersNeedThem() {
        List<Layer> layers = List.of(conv, norm);
        assertThat(Fusion.length(layers, 0, x)).as("gradients").isEqualTo(1);
        try (NoGrad guard = new NoGrad()) {
            ForwardListener.listen(new ForwardListener() {}, () -> assertThat(Fusion.length(layers, 0, x))
                    .as("a listener")
                    .isEqualTo(1));
            norm.train(true);
            assertThat(Fusion.length(layers, 0, x)).as("statistics").isEqualTo(1);
        }
    }

    @Test
    void bfloat16IsLeftToAutocast() {
        try (NoGrad guard = new NoGrad();
                Autocast cast = new Autocast(Precision.BFLOAT16, ComputeDevice.CPU)) {
            assertThat(PackedConvolution.takes(x)).isFalse();
        }
    }

    @Test
    void gatesAreWrittenOverAnOutputThatNobodyElseHas() {
        try (NoGrad guard = new NoGrad();
                Layer attention = new SqueezeExcitation(6, 2);
                Layer block = Sequential.of(conv, norm, attention)) {
            block.eval();
            Tensor y = norm.call(conv.call(x));
            float[] before = Tensors.floats(y);
            Tensor expected = attention.call(y);

            assertThat(Tensors.floats(y)).containsExactly(before);
            assertClose(block.call(x), expected);
        }
    }

    @Test
    void aWrongInputIsNamed() {
        try (NoGrad guard = new NoGrad()) {
            Tensor narrow = x.narrow(1, 0, 2).contiguous(MemoryFormat.ChannelsLast);

            assertThatThrownBy(() -> layer.call(narrow)).hasMessageContaining("allowed: [N, 4, H, W]");
        }
    }

    /** Ways in which weights change. */
    static Stream<Named<Consumer<FusionTest>>> changes() {
        return Stream.of(
                Named.of("kernels", test -> test.conv.weight().mul_(new Scalar(2))),
                Named.of("a bias", test -> test.conv.bias().add_(new Scalar(1))),
                Named.of("a scale", test -> test.norm.weight().fill_(new Scalar(3))),
                Named.of("a shift", test -> test.norm.bias().zero_()),
                Named.of("a mean", test -> test.norm.runningMean().zero_()),
                Named.of(
                        "a variance",
                        test -> test.norm.stateDict().get("running_var").fill_(new Scalar(4))),
                Named.of("a new start", test -> test.layer.resetAll(new GeneratorOptional())),
                Named.of("other memory", FusionTest::replaceKernels),
                Named.of("other memory, twice", FusionTest::replaceKernelsTwice),
                Named.of("the layout", test -> test.layer.to(MemoryFormat.ChannelsLast)),
                Named.of("training", test -> test.layer.train(true).call(test.x)));
    }

    private void replaceKernels() {
        Tensor kernels = Tensors.empty(conv.weight().shape()).normal_();
        conv.weight().set_data(kernels);
        kernels.close();
    }

    /** The second may get the memory that the first gave back. */
    private void replaceKernelsTwice() {
        replaceKernels();
        replaceKernels();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void theOutputFollowsTheWeights(Consumer<FusionTest> change) {
        assertIsCurrent();
        try (NoGrad guard = new NoGrad()) {
            change.accept(this);
        }
        layer.eval();
        assertIsCurrent();
    }

    @Test
    void theOutputDoesNotDependOnTheSizesBefore() {
        Conv2d wide = new Conv2d(Conv2d.options(64, 96, 3).padding(1));
        try (NoGrad guard = new NoGrad();
                Layer pair = Sequential.of(wide, new BatchNorm2d(96)).eval()) {
            Tensor small = Tensors.empty(1, 64, 4, 4).normal_().contiguous(MemoryFormat.ChannelsLast);
            Tensor large = Tensors.empty(4, 64, 28, 28).normal_().contiguous(MemoryFormat.ChannelsLast);
            float[] first = Tensors.floats(pair.call(large));
            pair.train(true).eval();
            pair.call(small);

            assertThat(Tensors.floats(pair.call(large))).isEqualTo(first);
        }
    }

    @Test
    void threadsThatEvaluateAtOnceAgreeToTheLastBit() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<float[]>> outputs = threads.invokeAll(Collections.nCopies(64, this::evaluated));
            for (Future<float[]> output : outputs) {
                assertThat(output.get()).isEqualTo(outputs.get(0).get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private float[] evaluated() {
        try (Scope inner = new Scope();
                NoGrad guard = new NoGrad()) {
            return Tensors.floats(layer.call(x));
        }
    }

    @Test
    void trainingModeFreesWhatEvaluationPrepared() {
        evaluated();
        layer.train(true).eval();
        long before = Pointer.totalCount();
        evaluated();
        assertThat(Pointer.totalCount()).isGreaterThan(before);
        layer.train(true);
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    @Test
    void aSumWithReluInOnePassIsTheSumAndTheRelu() {
        Tensor y = Tensors.empty(2, 4, 8, 8).normal_();
        float[] expected = Tensors.floats(Functions.addRelu(x, y));
        try (NoGrad guard = new NoGrad()) {
            assertThat(Tensors.floats(Functions.addReluInPlace(x, y))).isEqualTo(expected);
        }
    }

    @Test
    void blendIsTheWeightedSum() {
        Tensor gates = Functions.softmax(Tensors.empty(2, 2, 4, 1, 1).normal_(), 1);
        List<Tensor> maps = List.of(
                Tensors.empty(2, 4, 8, 8).normal_(), Tensors.empty(2, 4, 8, 8).normal_());
        Tensor[] heard = new Tensor[1];
        ForwardListener.listen(new ForwardListener() {}, () -> heard[0] = Functions.blend(gates, maps));

        assertClose(Functions.blend(gates, maps), heard[0]);
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        float[] wanted = Tensors.floats(expected);
        float[] got = Tensors.floats(actual);
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < wanted.length; i++) {
            assertThat(got[i]).as("value %d", i).isCloseTo(wanted[i], within((float) TOLERANCE));
        }
    }
}
