package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.attention.SqueezeExcitation;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;

class LayerTest {

    @Test
    void namesAreStateDictKeysInPyTorchsOrder() {
        try (Layer layer = Sequential.of(new Conv2d(Conv2d.options(3, 4, 3)), Sequential.of(new BatchNorm2d(4)))) {
            assertThat(layer.stateDict().keySet())
                    .containsExactly(
                            "0.weight",
                            "0.bias",
                            "1.0.weight",
                            "1.0.bias",
                            "1.0.running_mean",
                            "1.0.running_var",
                            "1.0.num_batches_tracked");
            assertThat(layer.parameters().keySet()).containsExactly("0.weight", "0.bias", "1.0.weight", "1.0.bias");
            assertThat(layer.parameterCount()).isEqualTo(3 * 4 * 9 + 4 + 4 + 4);
        }
    }

    @Test
    void aNameIsTakenOnce() {
        assertThatThrownBy(TwiceTheSame::new)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name: a; allowed: one that the layer does not have yet");
    }

    private static final class TwiceTheSame extends Layer {

        TwiceTheSame() {
            child("a", new ReLU());
            child("a", new ReLU());
        }

        @Override
        protected Tensor forward(Tensor x) {
            return x;
        }
    }

    @Test
    void trainingModeReachesTheWholeTree() {
        BatchNorm2d inner = new BatchNorm2d(4);
        Layer layer = Sequential.of(Sequential.of(inner));

        assertThat(inner.isTraining()).isTrue();
        layer.eval();
        assertThat(inner.isTraining()).isFalse();
    }

    @Test
    void aCallKeepsNothingButItsOutput() {
        try (Layer layer = new SqueezeExcitation(16);
                NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            Tensor x = Tensors.of(new float[2 * 16 * 25], 2, 16, 5, 5);
            layer.call(x);
            long before = Pointer.totalCount();
            Tensor y = layer.call(x);
            assertThat(Pointer.totalCount()).isEqualTo(before + 1);
            assertThat(y.isNull()).isFalse();
        }
    }

    @Test
    void parametersOutliveTheScopeInWhichTheLayerWasBuilt() {
        Linear layer;
        try (Scope scope = new Scope()) {
            layer = new Linear(2, 2);
        }
        assertThat(Tensors.floats(layer.parameters().get("weight"))).hasSize(4);
        layer.close();
    }

    @Test
    void anotherMemoryFormatChangesNoValue() {
        try (Layer layer = new Conv2d(Conv2d.options(3, 4, 3).withoutBias())) {
            Tensor weight = layer.parameters().get("weight");
            float[] before = Tensors.floats(weight);
            layer.to(MemoryFormat.ChannelsLast);
            assertThat(weight.is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
            assertThat(Tensors.floats(weight)).isEqualTo(before);
        }
    }

    @Test
    void listenersHearLayersAndOperationsInOrder() {
        List<String> heard = new ArrayList<>();
        try (Layer layer = Sequential.of(new Linear(2, 3), new ReLU());
                Scope scope = new Scope()) {
            Tensor x = Tensors.of(new float[] {1, 2}, 1, 2);
            ForwardListener.listen(new Notes(heard), () -> layer.call(x));
            layer.call(x);
        }
        assertThat(heard)
                .containsExactly(
                        "enter Sequential",
                        "enter Linear(2, 3)",
                        "Dense",
                        "exit Linear(2, 3)",
                        "enter ReLU",
                        "Activation",
                        "exit ReLU",
                        "exit Sequential");
    }

    @Test
    void listenersChangeWhatOperationsReadAndHearWhatTheyWereGiven() {
        List<Tensor> heard = new ArrayList<>();
        ForwardListener doubling = new ForwardListener() {
            @Override
            public List<Tensor> reads(Class<? extends Operation> reader, List<Tensor> inputs) {
                return inputs.stream().map(input -> input.add(input)).toList();
            }

            @Override
            public void operation(Operation operation) {
                heard.add(((Operation.Dense) operation).input());
            }
        };
        try (Linear layer = Linear.withoutBias(2, 1);
                Scope scope = new Scope()) {
            Tensor x = Tensors.of(new float[] {1, 2}, 1, 2);
            float plain = Tensors.floats(layer.call(x))[0];

            Tensor y = ForwardListener.listen(doubling, () -> layer.call(x));

            assertThat(Tensors.floats(y)[0]).isCloseTo(4 * plain, within(1e-5f));
            assertThat(heard).containsExactly(x);
        }
    }

    private record Notes(List<String> heard) implements ForwardListener {

        @Override
        public void enter(Layer layer, Tensor input) {
            heard.add("enter " + layer);
        }

        @Override
        public void operation(Operation operation) {
            heard.add(operation.getClass().getSimpleName());
        }

        @Override
        public void exit(Layer layer, Tensor output) {
            heard.add("exit " + layer);
        }
    }
}
