package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers in a row give back memory and write over it as soon as nobody else can see it, and no sooner. */
class RowTest {

    /** Held by tests beside the row. */
    private static final Tensor KEPT = kept();

    private final Scope scope = new Scope();
    private final Tensor x = Tensors.empty(2, 4).normal_();

    @AfterEach
    void free() {
        scope.close();
    }

    /** Applies a function, and says by which formula it was called. */
    private static final class Spy extends Layer {

        private final UnaryOperator<Tensor> function;
        private final List<String> called = new ArrayList<>();

        Spy(UnaryOperator<Tensor> function) {
            this.function = function;
        }

        @Override
        protected Tensor forward(Tensor x) {
            called.add("forward");
            return function.apply(x);
        }

        @Override
        protected Tensor forwardInPlace(Tensor x) {
            called.add("in place");
            return function.apply(x);
        }
    }

    private static Tensor kept() {
        Tensor tensor = Tensors.empty(2, 4).fill_(new Scalar(1));
        tensor.retainReference();
        return tensor;
    }

    private static List<String> callsAfter(Layer first, Tensor x) {
        Spy spy = new Spy(Tensor::clone);
        Sequential.of(first, spy).call(x);
        return spy.called;
    }

    @Test
    void anOutputThatNobodyElseHasMayBeWrittenOver() {
        try (NoGrad guard = new NoGrad()) {
            assertThat(callsAfter(new ReLU(), x)).containsExactly("in place");
        }
    }

    static Stream<Named<Layer>> layersWhoseOutputIsNotTheRows() {
        return Stream.of(
                Named.of("a handle that somebody retains", new Spy(x -> kept())),
                Named.of("another handle", new Spy(x -> new Tensor(KEPT))),
                Named.of("a view", new Spy(x -> KEPT.view(4, 2))),
                Named.of("an alias of the input", new Spy(Tensor::detach)),
                Named.of("bfloat16", new Spy(x -> x.to(ScalarType.BFloat16))),
                Named.of("no layer at all", Sequential.of()));
    }

    @ParameterizedTest
    @MethodSource("layersWhoseOutputIsNotTheRows")
    void otherOutputsAreLeftAlone(Layer first) {
        try (NoGrad guard = new NoGrad()) {
            assertThat(callsAfter(first, x)).containsExactly("forward");
        }
    }

    @Test
    void nothingIsWrittenOverForGradientsAndListeners() {
        assertThat(callsAfter(new ReLU(), x)).containsExactly("forward");
        try (NoGrad guard = new NoGrad()) {
            ForwardListener.listen(new ForwardListener() {}, () -> assertThat(callsAfter(new ReLU(), x))
                    .containsExactly("forward"));
        }
    }

    @Test
    void aRowInsideARowKeepsItsInputNoLongerThanItsFirstLayer() {
        Tensor[] read = new Tensor[1];
        boolean[] freed = new boolean[1];
        Layer first = new Spy(x -> {
            read[0] = x;
            return x.clone();
        });
        Layer second = new Spy(x -> {
            freed[0] = read[0].isNull();
            return x.clone();
        });
        try (NoGrad guard = new NoGrad()) {
            Sequential.of(new ReLU(), Sequential.of(first, second)).call(x);
        }
        assertThat(freed[0]).isTrue();
    }

    @Test
    void listenersMeetLayersAsTheyAre() {
        List<Layer> layers = List.of(new ReLU(), new MaxPool2d(3, 2, 1), Sequential.of(new ReLU()));

        ForwardListener.listen(
                new ForwardListener() {}, () -> assertThat(Row.cheapest(layers)).isEqualTo(layers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet20", "se_resnet20", "sk_resnet20"})
    void aStageComputesWhatItsBlocksComputeAndLeavesItsInput(String name) {
        try (NoGrad guard = new NoGrad();
                Network network = Models.create(name, 3, 10, 0)) {
            network.to(MemoryFormat.ChannelsLast).eval();
            Layer stage = network.layers().get("layer1");
            Tensor images = Tensors.empty(2, 16, 9, 7).normal_().contiguous(MemoryFormat.ChannelsLast);
            float[] before = Tensors.floats(images);
            Tensor expected = images;
            for (Layer block : stage.children().values()) {
                expected = block.call(expected);
            }

            assertThat(Tensors.floats(stage.call(images))).containsExactly(Tensors.floats(expected));
            assertThat(Tensors.floats(images)).containsExactly(before);
        }
    }
}
