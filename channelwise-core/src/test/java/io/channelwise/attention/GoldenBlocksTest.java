package io.channelwise.attention;

import static io.channelwise.testing.Golden.assertClose;
import static io.channelwise.testing.Golden.norm;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.nn.AdaptiveAvgPool2d;
import io.channelwise.nn.AdaptiveMaxPool2d;
import io.channelwise.nn.FloatFunctional;
import io.channelwise.nn.Layer;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.DeterministicFill;
import io.channelwise.testing.Golden;
import io.channelwise.weights.StoredTensor;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the notes, forward and backward, equal to PyTorch. */
class GoldenBlocksTest {

    private static final Map<String, Supplier<Layer>> BLOCKS = new LinkedHashMap<>();

    static {
        BLOCKS.put("SEBlock(128)", () -> new SqueezeExcitation(128));
        BLOCKS.put("SEBlock(64,r=4)", () -> new SqueezeExcitation(64, 4));
        BLOCKS.put("SKConv(1024)", () -> new SelectiveKernel(1024));
        BLOCKS.put(
                "SKConv(64,stride=2)",
                () -> new SelectiveKernel(SelectiveKernelOptions.of(64).stride(2)));
        BLOCKS.put(
                "SKConv(32,M=3,reduction=8)",
                () -> new SelectiveKernel(
                        SelectiveKernelOptions.of(32).branches(3).reduction(8)));
        BLOCKS.put("SKUnit(64,64)", () -> new SelectiveKernelUnit(64, 64));
        BLOCKS.put("SKUnit(64,128)", () -> new SelectiveKernelUnit(64, 128));
        BLOCKS.put("SKUnit(64,64).train", () -> new SelectiveKernelUnit(64, 64));
        BLOCKS.put("SKUnit(64,128).train", () -> new SelectiveKernelUnit(64, 128));
        BLOCKS.put("AdaptiveAvgPool2d((5,7))", () -> new AdaptiveAvgPool2d(5, 7));
        BLOCKS.put("AdaptiveAvgPool2d(7)", () -> new AdaptiveAvgPool2d(7));
        BLOCKS.put("AdaptiveMaxPool2d((None,7))", () -> new AdaptiveMaxPool2d(null, 7));
        BLOCKS.put("AdaptiveAvgPool2d((None,3))", () -> new AdaptiveAvgPool2d(null, 3));
        BLOCKS.put("AdaptiveAvgPool2d((12,10))", () -> new AdaptiveAvgPool2d(12, 10));
        BLOCKS.put("AdaptiveMaxPool2d(3)", () -> new AdaptiveMaxPool2d(3));
        BLOCKS.put("AdaptiveAvgPool2d(1)", () -> new AdaptiveAvgPool2d(1));
    }

    static Stream<String> names() {
        return BLOCKS.keySet().stream();
    }

    @Test
    void coversEveryCaseOfTheReference() {
        Iterator<String> reference = Golden.json("blocks.json").fieldNames();
        assertThat(reference).toIterable().containsExactlyInAnyOrderElementsOf(BLOCKS.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void equalsPyTorch(String name) {
        JsonNode expected = Golden.json("blocks.json").get(name);
        Map<String, StoredTensor> tensors = Golden.tensors("blocks.safetensors");
        try (Scope scope = new Scope();
                Layer block = BLOCKS.get(name).get()) {
            DeterministicFill.fill(block);
            assertSameKeys(block, expected.get("keys"));
            block.train(expected.get("train").asBoolean());
            Tensor input = DeterministicFill.input(name + ".input", Golden.shape(expected.get("input")));
            input.set_requires_grad(true);

            Tensor output = block.call(input);
            Tensor loss = loss(expected.get("loss_is").asText(), output, input);
            loss.backward();

            assertOutput(output, name, tensors);
            assertClose("loss", Tensors.item(loss), expected.get("loss").asDouble());
            assertClose(
                    "gradient of the input",
                    norm(input.grad()),
                    expected.get("input_grad_norm").asDouble());
            assertGradients(block, expected.get("grad_norms"));
            assertRunningStatistics(block, expected.get("running"));
        }
    }

    @Test
    void addReluEqualsPyTorch() {
        StoredTensor expected = Golden.tensors("blocks.safetensors").get("FloatFunctional.add_relu.output");
        try (Scope scope = new Scope()) {
            Tensor a = DeterministicFill.input("add_relu.a", 2, 3, 4);
            Tensor b = DeterministicFill.input("add_relu.b", 2, 3, 4);

            assertClose("add_relu", new FloatFunctional().addRelu(a, b), expected);
        }
    }

    /** Of large outputs the reference holds the first four channels of the first image. */
    private static void assertOutput(Tensor output, String name, Map<String, StoredTensor> tensors) {
        StoredTensor part = tensors.get(name + ".output[0,:4]");
        if (part != null) {
            assertClose("part of the output", output.select(0, 0).narrow(0, 0, 4), part);
        } else {
            assertClose("output", output, tensors.get(name + ".output"));
        }
    }

    private static Tensor loss(String kind, Tensor output, Tensor input) {
        return switch (kind) {
            case "l1_loss(output, input)" -> Losses.l1(output, input);
            case "mean(abs(output))" -> output.abs().mean();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static void assertSameKeys(Layer block, JsonNode keys) {
        Map<String, Tensor> state = block.stateDict();
        assertThat(keys.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(state.keySet());
        state.forEach((key, tensor) -> assertThat(tensor.shape()).as(key).isEqualTo(Golden.shape(keys.get(key))));
    }

    private static void assertGradients(Layer block, JsonNode norms) {
        assertThat(norms.size()).isEqualTo(block.parameters().size());
        block.parameters()
                .forEach((key, tensor) -> assertClose(
                        "gradient of " + key,
                        norm(tensor.grad()),
                        norms.get(key).asDouble()));
    }

    private static void assertRunningStatistics(Layer block, JsonNode running) {
        StreamSupport.stream(((Iterable<String>) running::fieldNames).spliterator(), false)
                .forEach(key -> assertClose(
                        key, norm(block.stateDict().get(key)), running.get(key).asDouble()));
    }
}
