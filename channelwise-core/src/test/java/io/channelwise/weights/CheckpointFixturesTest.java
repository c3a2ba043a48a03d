package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.DeterministicFill;
import io.channelwise.testing.Shared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that PyTorch wrote, good, odd, broken and hostile, and what must become of each. */
class CheckpointFixturesTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** What the refusal of each bad file says. */
    private static final Map<String, String> COMPLAINTS = new TreeMap<>(Map.ofEntries(
            Map.entry("whole_model.pth", "a whole pickled object of class torch.nn.modules.container.Sequential"),
            Map.entry("malicious_os_system.pth", "calls posix.system"),
            Map.entry("malicious_eval_legacy.pkl", "calls __builtin__.eval"),
            Map.entry("truncated.pth", "is a truncated zip archive"),
            Map.entry("truncated_legacy.pkl", "is truncated: "),
            Map.entry("missing_key.pth", "missing in the checkpoint (1):\n    layer2.0.conv1.weight"),
            Map.entry("unexpected_key.pth", "unexpected in the checkpoint (1):\n    extra.weight"),
            Map.entry("other_classes.pth", "fc.weight: checkpoint [100, 64], model [10, 64]"),
            Map.entry("nan.pth", "bn1.weight: has NaN"),
            Map.entry("huge_claim.safetensors", "at bytes 0 to 4398046511104; the file holds"),
            Map.entry("huge_header.safetensors", "header of 1152921504606846976 bytes"),
            Map.entry("overlap.safetensors", "may neither overlap"),
            Map.entry("empty.pth", "is empty"),
            Map.entry("not_a_checkpoint.pth", "is an HTML or XML page")));

    static List<String> good() throws IOException {
        return files(true);
    }

    static List<String> bad() throws IOException {
        return files(false);
    }

    private static List<String> files(boolean loads) throws IOException {
        List<String> names = new ArrayList<>();
        JsonNode expected =
                JSON.readTree(Shared.path("fixtures/checkpoints/expected.json").toFile());
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            if (entry.getValue().get("loads").asBoolean() == loads) {
                names.add(entry.getKey());
            }
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("good")
    void goodFilesGiveTheSameTensors(String name) throws IOException {
        double tolerance = name.startsWith("bfloat16") ? 1e-2 : name.startsWith("float16") ? 1e-3 : 0;
        try (Scope scope = new Scope()) {
            Map<String, Tensor> model = seResnet20();

            StateDicts.load(model, Weights.read(fixture(name)).tensors());

            model.forEach((key, tensor) ->
                    assertThat(largestDifference(key, tensor)).as(key).isLessThanOrEqualTo(tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badFilesAreRefusedWithTheReason(String name) {
        assertThat(COMPLAINTS).containsKey(name);
        try (Scope scope = new Scope()) {
            assertThatThrownBy(() -> StateDicts.load(
                            seResnet20(), Weights.read(fixture(name)).tensors()))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(COMPLAINTS.get(name));
        }
    }

    @Test
    void anotherNumberOfClassesLoadsWithoutTheHead() throws IOException {
        try (Scope scope = new Scope()) {
            Map<String, Tensor> model = seResnet20();

            StateDicts.load(
                    model, Weights.read(fixture("other_classes.pth")).tensors(), LoadOptions.STRICT.keeping("fc"));

            assertThat(Tensors.floats(model.get("fc.weight"))).containsOnly(0);
            assertThat(Tensors.floats(model.get("conv1.weight")))
                    .containsExactly(DeterministicFill.values("conv1.weight", 16, 3, 3, 3));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zip_state_dict.pth | PyTorch zip
            legacy_state_dict.pkl | PyTorch before 1.6
            dataparallel_training.pth.tar | PyTorch zip, under state_dict
            state_dict.safetensors | safetensors
            """)
    void theOriginIsTold(String name, String origin) {
        assertThat(Weights.read(fixture(name)).origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({"resnet20-12fca82f.th, 3", "resnet32-d509ac18.th, 5", "resnet44-014dd654.th, 7"})
    void trainedWeightsOfOldPyTorchAreRead(String name, int blocks) throws IOException {
        Weights weights = Weights.read(Shared.path("weights/" + name));

        // Five tensors for each convolution with its batch norm, two for the last layer.
        assertThat(weights.tensors()).hasSize(5 * (1 + 3 * blocks * 2) + 2);
        assertThat(weights.tensors().get("layer3.0.conv1.weight")).hasToString("F32 [64, 32, 3, 3]");
        assertThat(weights.origin()).isEqualTo("PyTorch before 1.6, under state_dict");
        assertThat(weights.metadata()).containsKey("best_prec1");
        assertThat(weights.tensors().values()).allMatch(FiniteCheck::isFinite);
    }

    @Test
    void akamastersKeysBecomeThoseOfThePlainCifarResnet() throws IOException {
        Weights weights =
                Weights.read(Shared.path("weights/resnet20-12fca82f.th")).renamed(KeyMap.AKAMASTER_CIFAR);
        Map<String, List<Long>> plain = new LinkedHashMap<>(shapes("se_resnet20"));
        plain.keySet().removeIf(key -> key.contains(".se.") || key.endsWith("num_batches_tracked"));
        plain.keySet().removeIf(key -> key.contains("downsample"));

        assertThat(weights.tensors().keySet()).containsExactlyInAnyOrderElementsOf(plain.keySet());
        weights.tensors().forEach((key, tensor) -> assertThat(tensor.shape()).isEqualTo(plain.get(key)));
    }

    private static Path fixture(String name) {
        return Shared.path("fixtures/checkpoints/" + name);
    }

    private static Map<String, Tensor> seResnet20() throws IOException {
        Map<String, Tensor> model = new LinkedHashMap<>();
        shapes("se_resnet20").forEach((key, shape) -> {
            float[] zeros = new float[shape.stream().reduce(1L, (a, b) -> a * b).intValue()];
            DType type = key.endsWith("num_batches_tracked") ? DType.I64 : DType.F32;
            long[] extents = shape.stream().mapToLong(Long::longValue).toArray();
            model.put(key, Tensors.of(zeros, extents).to(type.scalarType()));
        });
        return model;
    }

    private static Map<String, List<Long>> shapes(String model) throws IOException {
        JsonNode keys = JSON.readTree(Shared.path("golden/models.json").toFile())
                .get(model)
                .get("keys");
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : keys.properties()) {
            List<Long> shape = new ArrayList<>();
            entry.getValue().forEach(extent -> shape.add(extent.asLong()));
            shapes.put(entry.getKey(), shape);
        }
        return shapes;
    }

    private static double largestDifference(String key, Tensor tensor) {
        float[] values = Tensors.floats(tensor);
        float[] expected = DeterministicFill.values(key, tensor.shape());
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(values[i] - expected[i]));
        }
        return largest;
    }
}
