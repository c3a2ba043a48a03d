package io.channelwise.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.models.Attentions;
import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.models.StochasticDepth;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.DeterministicFill;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every network and attention trains and is tested under rounding; the deepest repeat blocks of the others. */
class RoundedNetworksTest {

    private static final int CLASSES = 3;

    static Stream<String> names() {
        Stream<String> own =
                Models.entries().stream().map(ModelEntry::name).filter(name -> !name.matches(".*(101|110|152).*"));
        Stream<String> attentive = Attentions.entries().stream().map(attention -> "resnet20+" + attention.name());
        return Stream.concat(own, attentive);
    }

    @ParameterizedTest
    @MethodSource("names")
    void trainsAndIsTested(String name) {
        Int8Rounding rounding = new Int8Rounding();
        try (Network network = Models.create(name, 3, CLASSES, 1);
                Scope scope = new Scope()) {
            StochasticDepth.in(network, 0.2, 1);
            Tensor x = DeterministicFill.input("input", 2, 3, 32, 32);

            Tensor logits = ForwardListener.listen(rounding.observing(network), () -> network.call(x));
            Losses.crossEntropy(logits, Tensors.ofLongs(0, 2)).backward();

            network.parameters().forEach((key, parameter) -> {
                assertThat(parameter.grad().defined()).as(key).isTrue();
                assertThat(parameter.grad().isfinite().all().item_bool())
                        .as(key)
                        .isTrue();
            });
            Set<String> seen = new TreeSet<>(rounding.ranges().keySet());
            assertThat(test(rounding.rounding(network), network, x)).doesNotContain(Float.NaN);
            test(rounding.observing(network), network, x);
            assertThat(rounding.ranges().keySet()).as("places in use").isEqualTo(seen);
        }
    }

    private static float[] test(ForwardListener listener, Network network, Tensor x) {
        try (NoGrad guard = new NoGrad()) {
            network.eval();
            return Tensors.floats(ForwardListener.listen(listener, () -> network.call(x)));
        }
    }
}
