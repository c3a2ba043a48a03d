package io.channelwise.models;

import static io.channelwise.testing.Golden.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.nn.ForwardListener;
import io.channelwise.nn.Layer;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.DeterministicFill;
import io.channelwise.testing.Golden;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterators;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys, shapes, parameter counts, stage statistics and logits equal PyTorch's. */
class GoldenModelsTest {

    /** Those to test where not all are: see .ci/processors. */
    private static final Pattern CHOSEN = Pattern.compile(System.getProperty("golden.models", ".*"));

    /** Every entry of the reference; an entry {@code NAME@224} is the model NAME at another size. */
    static Stream<String> entries() {
        Iterator<String> names = Golden.json("models.json").fieldNames();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(names, 0), false)
                .filter(name -> CHOSEN.matcher(name).matches());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void equalsPyTorch(String name) {
        JsonNode expected = Golden.json("models.json").get(name);
        String model = name.replaceAll("@.*", "");
        long[] shape = Golden.shape(expected.get("input"));
        int classes = Models.entry(model).imageSize() == 32 ? 10 : 1000;
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad();
                Network network = Models.create(model, 3, classes, 0)) {
            assertThat(network.parameterCount())
                    .isEqualTo(expected.get("parameters").asLong());
            assertSameKeys(network, expected.get("keys"));
            DeterministicFill.fill(network);
            network.eval();
            StageStatistics stages = new StageStatistics(network, expected.get("features"));
            Tensor input = DeterministicFill.input("input", shape);

            ForwardListener.listen(
                    stages,
                    () -> assertClose(
                            "logits",
                            network.call(input),
                            Golden.tensors("models.safetensors").get(name + ".output")));

            assertClose(
                    "logits without a listener",
                    network.to(MemoryFormat.ChannelsLast).call(input.contiguous(MemoryFormat.ChannelsLast)),
                    Golden.tensors("models.safetensors").get(name + ".output"));
            assertThat(stages.checked).isEqualTo(expected.get("features").size());
        }
    }

    private static void assertSameKeys(Network network, JsonNode keys) {
        Map<String, Tensor> state = network.stateDict();
        assertThat(keys.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(state.keySet());
        state.forEach((key, tensor) -> assertThat(tensor.shape()).as(key).isEqualTo(Golden.shape(keys.get(key))));
    }

    /** Compares the mean and standard deviation of each stage's output. */
    private static final class StageStatistics implements ForwardListener {

        private final IdentityHashMap<Layer, String> stages = new IdentityHashMap<>();
        private final JsonNode expected;
        private int checked;

        StageStatistics(Network network, JsonNode expected) {
            this.expected = expected;
            network.stageNames().forEach(name -> stages.put(network.children().get(name), name));
        }

        @Override
        public void exit(Layer layer, Tensor output) {
            String name = stages.get(layer);
            if (name != null) {
                JsonNode stage = expected.get(name);
                assertThat(output.shape()).as(name).isEqualTo(Golden.shape(stage.get("shape")));
                assertClose(
                        "mean of " + name,
                        Tensors.item(output.mean()),
                        stage.get("mean").asDouble());
                assertClose(
                        "deviation of " + name,
                        Tensors.item(output.std()),
                        stage.get("std").asDouble());
                checked++;
            }
        }
    }
}
