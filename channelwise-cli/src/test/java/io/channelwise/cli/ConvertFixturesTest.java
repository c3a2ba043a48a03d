package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import io.channelwise.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fixture through {@code convert} and {@code inspect}: as its expected.json says. */
class ConvertFixturesTest {

    private static final String REFERENCE = "zip_state_dict.pth";

    /** What the hostile files create if their commands are run. */
    private static final Path COMMANDS_TRACE = Path.of(System.getProperty("java.io.tmpdir"), "pwned-by-checkpoint");

    /** What stderr says of each bad file, after its name. */
    private static final Map<String, String> COMPLAINTS = new TreeMap<>(Map.ofEntries(
            Map.entry("whole_model.pth", "save model.state_dict() in PyTorch"),
            Map.entry("malicious_os_system.pth", "calls posix.system"),
            Map.entry("malicious_eval_legacy.pkl", "calls __builtin__.eval"),
            Map.entry("truncated.pth", "is a truncated zip archive"),
            Map.entry("truncated_legacy.pkl", "is truncated: "),
            Map.entry("missing_key.pth", "missing in the checkpoint (1): layer2.0.conv1.weight: [32, 16, 3, 3]"),
            Map.entry("unexpected_key.pth", "unexpected in the checkpoint (1): extra.weight: ["),
            Map.entry("other_classes.pth", "fc.weight: checkpoint [100, 64], model [10, 64]"),
            Map.entry("nan.pth", "bn1.weight: has NaN"),
            Map.entry("huge_claim.safetensors", "at bytes 0 to 4398046511104; the file holds"),
            Map.entry("huge_header.safetensors", "header of 1152921504606846976 bytes"),
            Map.entry("overlap.safetensors", "may neither overlap"),
            Map.entry("empty.pth", "is empty"),
            Map.entry("not_a_checkpoint.pth", "is an HTML or XML page")));

    @TempDir
    private Path folder;

    static List<String> good() throws IOException {
        return fixtures(true);
    }

    static List<String> bad() throws IOException {
        return fixtures(false);
    }

    private static List<String> fixtures(boolean loads) throws IOException {
        JsonNode expected = new JsonMapper().readTree(fixture("expected.json").toFile());
        List<String> names = new ArrayList<>();
        expected.properties().forEach(entry -> {
            if (entry.getValue().get("loads").asBoolean() == loads) {
                names.add(entry.getKey());
            }
        });
        return names;
    }

    @ParameterizedTest
    @MethodSource("good")
    void goodFilesBecomeTheSameTensors(String name) throws IOException {
        Path out = folder.resolve("out.safetensors");

        CommandRun run = CommandRun.of("convert", fixture(name), out);

        assertThat(run.err()).doesNotContain("channelwise:");
        assertThat(run.code()).isZero();
        Checkpoint checkpoint = Checkpoint.read(out);
        assertThat(checkpoint.description().orElseThrow().model()).isEqualTo("se_resnet20");
        assertThat(files()).containsExactlyInAnyOrder("out.safetensors", "out.json");
        assertSameTensors(name, checkpoint.weights());
    }

    private static void assertSameTensors(String name, Weights actual) {
        Weights expected = Weights.read(fixture(REFERENCE));
        double tolerance = name.startsWith("bfloat16") ? 1e-2 : name.startsWith("float16") ? 1e-3 : 0;
        assertThat(actual.tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
        expected.tensors().forEach((key, tensor) -> {
            StoredTensor found = actual.tensors().get(key);
            assertThat(found).as(key).hasToString(tensor.toString());
            assertThat(largestDifference(found, tensor)).as(key).isLessThanOrEqualTo(tolerance);
        });
    }

    private static double largestDifference(StoredTensor a, StoredTensor b) {
        try (Scope scope = new Scope()) {
            float[] left = Tensors.floats(StateDicts.tensor(a));
            float[] right = Tensors.floats(StateDicts.tensor(b));
            double largest = 0;
            for (int i = 0; i < left.length; i++) {
                largest = Math.max(largest, Math.abs(left[i] - right[i]));
            }
            return largest;
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badFilesAreRefusedInOneLineAndNothingIsWritten(String name) throws IOException {
        assertThat(COMPLAINTS).containsKey(name);

        CommandRun run = CommandRun.of("convert", fixture(name), folder.resolve("out.safetensors"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("channelwise: " + fixture(name))
                .contains(COMPLAINTS.get(name));
        assertThat(files()).isEmpty();
        assertThat(COMMANDS_TRACE).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void namingTheModelDoesNotMakeThemBetter(String name) throws IOException {
        CommandRun run =
                CommandRun.of("convert", fixture(name), folder.resolve("out.safetensors"), "--model", "se_resnet20");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains(COMPLAINTS.get(name));
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("good")
    void goodFilesAreInspected(String name) throws IOException {
        CommandRun run = CommandRun.of("inspect", fixture(name), "--json");

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.get("model").asText()).isEqualTo("se_resnet20");
        assertThat(json.get("layout").asText()).isEqualTo("senet.pytorch");
        assertThat(json.get("classes").asInt()).isEqualTo(10);
        assertThat(json.get("tensors").size())
                .isEqualTo(Weights.read(fixture(name)).tensors().size());
        assertThat(json.get("tensors")).anySatisfy(tensor -> assertThat(tensor)
                .hasToString("""
                        {"name":"conv1.weight","shape":[16,3,3,3],"dtype":"%s"}""".formatted(tensor.get("dtype").asText())));
    }

    @Test
    void theClassesOfAnotherHeadAreKeptOrReplacedOnRequest() {
        Path out = folder.resolve("out.safetensors");
        Path file = fixture("other_classes.pth");

        CommandRun kept = CommandRun.of("convert", file, out, "--classes", "100");
        assertThat(kept.code()).isZero();
        assertThat(kept.err()).doesNotContain("head is new");
        assertThat(Weights.read(out).tensors().get("fc.weight").data())
                .isEqualTo(Weights.read(file).tensors().get("fc.weight").data());

        CommandRun replaced = CommandRun.of("convert", file, out, "--classes", "10");
        assertThat(replaced.code()).isZero();
        assertThat(replaced.err()).contains("The head is new, for 10 classes");
        Map<String, StoredTensor> tensors = Weights.read(out).tensors();
        assertThat(tensors.get("fc.weight")).hasToString("F32 [10, 64]");
        Weights.read(file).tensors().forEach((key, tensor) -> {
            if (!key.startsWith("fc.")) {
                assertThat(tensors.get(key).data()).as(key).isEqualTo(tensor.data());
            }
        });
    }

    @Test
    void classNamesComeFromAFile() throws IOException {
        Path names = Files.writeString(folder.resolve("names.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n");
        Path out = folder.resolve("out.safetensors");

        CommandRun run = CommandRun.of("convert", fixture(REFERENCE), out, "--classes", names);

        assertThat(run.err()).isEmpty();
        assertThat(Checkpoint.read(out).description().orElseThrow().classes())
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    }

    @Test
    void whatAFileSaysOfItselfIsKept() throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        Path names = Files.writeString(folder.resolve("names.txt"), "ant\nbee\n");
        CommandRun.of("convert", fixture(REFERENCE), first, "--classes", names);

        CommandRun again = CommandRun.of("convert", first, second, "--classes", "2");

        assertThat(again.err()).isEmpty();
        assertThat(Checkpoint.read(second).description())
                .isEqualTo(Checkpoint.read(first).description());
        CommandRun seen = CommandRun.of("inspect", second);
        assertThat(seen.out())
                .contains("model       se_resnet20, 3 channels, 2 classes")
                .contains("described   se_resnet20 for the classes ant, bee")
                .contains("fc.weight  F32 [2, 64]");
    }

    @Test
    void valuesThatAreNotFiniteAreTakenOnRequest() {
        Path out = folder.resolve("out.safetensors");

        assertThat(CommandRun.of("convert", fixture("nan.pth"), out, "--allow-non-finite")
                        .code())
                .isZero();
        assertThat(Weights.read(out).tensors().get("bn1.weight").data())
                .isEqualTo(Weights.read(fixture("nan.pth"))
                        .tensors()
                        .get("bn1.weight")
                        .data());
    }

    @Test
    void trainedCifarWeightsKeepTheirOrigin() {
        Path out = folder.resolve("out.safetensors");

        CommandRun run = CommandRun.of(
                "convert", SharedFiles.path("weights/resnet20-12fca82f.th"), out, "--layout", "akamaster");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("resnet20, 10 classes, from PyTorch before 1.6, under state_dict");
        assertThat(Weights.read(out).metadata()).containsKey("best_prec1");
        CommandRun other = CommandRun.of(
                "convert", SharedFiles.path("weights/resnet20-12fca82f.th"), out, "--layout", "torchvision");
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("has not the keys of torchvision; they look like akamaster");
    }

    @Test
    void wrongOptionsAreWrongUsage() {
        Path in = fixture(REFERENCE);
        Path out = folder.resolve("out.safetensors");

        assertThat(CommandRun.of("convert", in, out, "--layout", "keras").err()).contains("layout: keras; allowed: ");
        assertThat(CommandRun.of("convert", in, out, "--classes", "0").err()).contains("--classes: 0; allowed: ");
        assertThat(CommandRun.of("convert", in, out, "--classes", "none.txt").err())
                .contains("none.txt; allowed: ");
        assertThat(CommandRun.of("convert", in, out, "--model", "vgg16").code()).isEqualTo(2);
        assertThat(CommandRun.of("convert", in, folder.resolve("out.pth")).err())
                .contains("ends in .safetensors");
        assertThat(folder).isEmptyDirectory();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path fixture(String name) {
        return SharedFiles.path("fixtures/checkpoints/" + name);
    }
}
