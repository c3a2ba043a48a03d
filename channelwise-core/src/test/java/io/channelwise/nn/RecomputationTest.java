package io.channelwise.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.runtime.Engine;
import io.channelwise.runtime.MemoryUse;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What training gives back and makes again changes no gradient, and nothing is given back that somebody may still read. */
class RecomputationTest {

    private final Scope scope = new Scope();
    private final Tensor x = Tensors.empty(2, 4, 8, 8).normal_();

    @AfterEach
    void free() {
        scope.close();
    }

    private static Layer convolution() {
        return new Conv2d(Conv2d.options(4, 4, 3).padding(1).withoutBias());
    }

    /** Looks on as a tensor goes by, without being one more that holds its memory. */
    private static final class Witness extends Layer implements SelfContained {

        private final Layer inner = child("inner", convolution());
        private final List<Tensor> seen = new ArrayList<>();

        @Override
        protected Tensor forward(Tensor x) {
            see(x);
            return inner.call(x);
        }

        void see(Tensor x) {
            Tensor copy = new Tensor(x);
            copy.retainReference();
            seen.add(copy);
        }

        long bytesHeld() {
            return seen.stream().mapToLong(tensor -> tensor.storage().nbytes()).sum();
        }
    }

    /** Keeps a term of the loss. */
    private static final class Penalized extends Layer {

        private final Layer inner = child("inner", convolution());
        private Tensor penalty;

        @Override
        protected Tensor forward(Tensor x) {
            penalty = x.square().mean();
            penalty.retainReference();
            return inner.call(x);
        }
    }

    private static Layer network(Layer reader) {
        return Sequential.of(
                convolution(), new BatchNorm2d(4), ReLU.inPlace(), reader, new BatchNorm2d(4), convolution());
    }

    private Tensor loss(Layer layer) {
        return layer.call(x).square().mean();
    }

    /** By key, after a backward pass from a loss. */
    private static Map<String, float[]> gradients(Layer layer, Supplier<Tensor> loss) {
        layer.zeroGrad();
        loss.get().backward();
        Map<String, float[]> gradients = new TreeMap<>();
        layer.parameters().forEach((key, weight) -> gradients.put(key, Tensors.floats(weight.grad())));
        return gradients;
    }

    /** A pass that somebody listens to keeps all. */
    private Map<String, float[]> expected(Layer layer) {
        return gradients(layer, () -> ForwardListener.listen(new ForwardListener() {}, () -> loss(layer)));
    }

    private static void assertEqual(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((key, values) -> assertThat(values).as(key).containsExactly(expected.get(key)));
    }

    @ParameterizedTest
    @EnumSource(names = {"ChannelsLast", "Contiguous"})
    void gradientsAreEqualToTheLastBit(MemoryFormat format) {
        try (Layer layer = network(convolution()).to(format)) {
            x.set_data(x.contiguous(format));
            assertEqual(gradients(layer, () -> loss(layer)), expected(layer));
        }
    }

    @Test
    void theMemoryIsFreeBetweenForwardAndBackwardPass() {
        Witness witness = new Witness();
        try (Layer layer = network(witness)) {
            Tensor loss = loss(layer);
            assertThat(witness.bytesHeld()).isZero();
            loss.backward();
            assertThat(witness.bytesHeld()).isEqualTo(4 * x.numel());
            assertThat(witness.seen.get(0).max().item_float()).isPositive();
            assertThat(witness.seen.get(0).min().item_float()).isZero();
        }
    }

    @Test
    void whereMemoryIsSpentOnSpeedAllIsKeptAndGradientsAreTheSame() {
        Witness witness = new Witness();
        Engine.setMemory(MemoryUse.FAST);
        try (Layer layer = network(witness)) {
            Map<String, float[]> kept = gradients(layer, () -> {
                Tensor loss = loss(layer);
                assertThat(witness.bytesHeld()).isEqualTo(4 * x.numel());
                return loss;
            });
            Engine.setMemory(MemoryUse.LEAN);
            assertEqual(gradients(layer, () -> loss(layer)), kept);
        } finally {
            Engine.setMemory(MemoryUse.LEAN);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ChannelsLast", "Contiguous"})
    void whatMaxPoolingReadIsNotMadeAgain(MemoryFormat format) {
        x.set_data(x.contiguous(format));
        Witness witness = new Witness();
        final class SeenNorm extends Layer implements SelfContained {
            private final Layer norm = child("norm", new BatchNorm2d(4));

            @Override
            protected Tensor forward(Tensor x) {
                Tensor y = norm.call(x);
                witness.see(y);
                return y;
            }
        }
        try (Layer layer =
                Sequential.of(convolution(), new SeenNorm(), ReLU.inPlace(), new MaxPool2d(3, 2, 1), convolution())) {
            Map<String, float[]> actual = gradients(layer, () -> loss(layer));

            assertThat(witness.seen).hasSize(1);
            assertThat(witness.bytesHeld()).isZero();
            assertEqual(actual, expected(layer));
            assertThat(witness.bytesHeld()).isEqualTo(4 * x.numel());
        }
    }

    @Test
    void aLayerThatKeepsATermOfTheLossHasItsGradient() {
        Penalized reader = new Penalized();
        try (Layer layer = network(reader)) {
            Map<String, float[]> expected = gradients(layer, () -> {
                Tensor loss = ForwardListener.listen(new ForwardListener() {}, () -> loss(layer));
                return reader.penalty.add(loss);
            });
            Map<String, float[]> actual = gradients(layer, () -> {
                Tensor loss = loss(layer);
                return reader.penalty.add(loss);
            });
            assertEqual(actual, expected);
        }
    }

    @Test
    void whatALayerInsideASequenceKeepsIsLeftAlone() {
        Penalized reader = new Penalized();
        try (Layer layer = network(Sequential.of(reader))) {
            loss(layer);
            reader.penalty.backward();
            assertThat(layer.parameters().get("0.weight").grad().defined()).isTrue();
        }
    }

    @Test
    void aTensorThatIsStillSharedIsLeftAlone() {
        List<Tensor> aliases = new ArrayList<>();
        final class Sharing extends Layer implements SelfContained {
            private final Layer inner = child("inner", convolution());

            @Override
            protected Tensor forward(Tensor x) {
                Tensor alias = x.detach();
                alias.retainReference();
                aliases.add(alias);
                return inner.call(x);
            }
        }
        try (Layer layer = network(new Sharing())) {
            loss(layer);
            assertThat(aliases.get(0).max().item_float()).isPositive();
        }
    }

    @Test
    void twoPassesBeforeOneBackwardPassAreBothRight() {
        try (Layer layer = network(convolution())) {
            Map<String, float[]> expected = gradients(
                    layer,
                    () -> ForwardListener.listen(
                            new ForwardListener() {}, () -> loss(layer).add(loss(layer))));
            assertEqual(gradients(layer, () -> loss(layer).add(loss(layer))), expected);
        }
    }

    @Test
    void aGraphThatIsKeptGivesItsGradientsAgain() {
        try (Layer layer = network(convolution())) {
            Tensor loss = loss(layer);
            Map<String, float[]> first = gradients(layer, () -> {
                loss.backward(new Tensor(), new BoolOptional(true), false, new TensorArrayRefOptional());
                layer.zeroGrad();
                return loss;
            });
            assertEqual(first, expected(layer));
        }
    }

    @Test
    void passesWithoutABackwardPassLeaveNothingBehind() {
        try (Layer layer = network(convolution())) {
            pass(layer);
            pass(layer);
            long before = Pointer.totalCount();
            for (int i = 0; i < 5; i++) {
                pass(layer);
            }
            assertThat(Pointer.totalCount()).isEqualTo(before);
        }
    }

    private void pass(Layer layer) {
        try (Scope pass = new Scope()) {
            loss(layer);
        }
    }

    @Test
    void aPassThatFailsLeavesTheNextOneWhole() {
        Layer narrow = new Conv2d(Conv2d.options(3, 4, 1));
        try (Layer broken = network(narrow);
                Layer layer = network(convolution())) {
            assertThatThrownBy(() -> loss(broken)).isInstanceOf(IllegalArgumentException.class);
            assertEqual(gradients(layer, () -> loss(layer)), expected(layer));
        }
    }
}
