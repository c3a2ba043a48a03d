package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Safetensors;
import io.channelwise.weights.StateDicts;
import io.channelwise.weights.StoredTensor;
import io.channelwise.weights.Weights;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints as people save them, from the command line. */
class CheckpointKindsTest {

    private static final StoredTensor ONE = StoredTensor.ofFloats(new float[] {1}, 1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            lightning_model_prefix.ckpt | the prefix model. of its keys is dropped
            swa_n_averaged.pth          | n_averaged is left out
            numpy_protocol5.pth         | -
            complex_beside.pth          | -
            """)
    void samplesOfOtherPeoplesFilesAreConverted(String name, String note) {
        Path out = folder.resolve("out.safetensors");
        Path file = SharedFiles.path("cases/checkpoints/" + name);

        CommandRun run = CommandRun.of("convert", file, out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(out + ": resnet20, 10 classes");
        if (note != null) {
            assertThat(run.err()).contains(file + ": " + note);
        }
        assertThat(CommandRun.of("inspect", file, "--json").out()).contains("\"model\":\"resnet20\"");
    }

    @Test
    void aTorchScriptProgramIsToldWithTheRemedy() {
        CommandRun run = CommandRun.of("inspect", SharedFiles.path("cases/checkpoints/torchscript.pt"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .contains("is a TorchScript program; save its weights in PyTorch: torch.save(torch.jit.load(FILE)");
    }

    @Test
    void keysOfNoNetworkAreNamedAndLeftOutOnRequest() throws IOException {
        Path file = write("net.", Map.of("net.total_ops", ONE, "net.layer1.0.total_ops", ONE, "criterion.weight", ONE));
        Path out = folder.resolve("out.safetensors");

        CommandRun refused = CommandRun.of("convert", file, out);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("closest is resnet20", "criterion.weight: [1]", "total_ops: [1]")
                .containsAnyOf("--ignore total_ops,criterion", "--ignore criterion,total_ops");
        assertThat(out).doesNotExist();

        CommandRun run =
                CommandRun.of("convert", file, out, "--classes", 2, "--ignore", "total_ops,criterion.*", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("the prefix net. of its keys is dropped");
        assertThat(Weights.read(out).tensors()).containsKey("conv1.weight").doesNotContainKey("total_ops");
    }

    @Test
    void ignoringAWeightDoesNotMakeItUnneeded() {
        Path file = write("", Map.of());

        CommandRun run = CommandRun.of("convert", file, folder.resolve("out.safetensors"), "--ignore", "bn1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("missing in the checkpoint (", "bn1.weight: [16]");
    }

    @Test
    void oneOfTwoNetworksIsTakenByItsKey() {
        Map<String, StoredTensor> more = new LinkedHashMap<>();
        network("teacher.").forEach((key, value) -> more.put(key, value));
        Path file = write("student.", more);

        assertThat(CommandRun.of("inspect", file).err())
                .contains("holds 2 networks, under student., teacher.: take one with --key student");
        assertThat(CommandRun.of("inspect", file, "--key", "teacher").out())
                .contains("model       resnet20, 3 channels, 2 classes")
                .contains("note        the prefix teacher. of its keys is dropped");
    }

    @Test
    void anotherProgramsJsonBesideACheckpointIsLeftAlone() throws IOException {
        Path file = write("", Map.of());
        Files.copy(SharedFiles.path("cases/text/best.json"), folder.resolve("weights.json"));

        assertThat(CommandRun.of("inspect", file).out()).contains("described   no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "predict", "export"})
    void everyCommandThatReadsWeightsTakesThem(String command) throws IOException {
        Path converted = folder.resolve("converted.safetensors");
        CommandRun.of("convert", write("", Map.of()), converted, "--classes", "2");
        Map<String, StoredTensor> odd = new LinkedHashMap<>();
        Checkpoint checkpoint = Checkpoint.read(converted);
        checkpoint.weights().tensors().forEach((key, value) -> odd.put("model." + key, value));
        odd.put("loss.weight", ONE);
        Safetensors.write(converted, odd, checkpoint.weights().metadata());
        Path photos = Photos.write(folder.resolve("photos"), 5, "blue", "green");

        Object[] use =
                switch (command) {
                    case "evaluate" -> new Object[] {"--weights", converted, "--data", "folder:" + photos};
                    case "predict" -> new Object[] {"--weights", converted, photos.resolve("blue/0.png")};
                    default -> new Object[] {converted, folder.resolve("out.onnx")};
                };
        Cli refused = Cli.run(arguments(command, use));
        assertThat(refused.failure()).contains("loss.weight: [1]", "--ignore loss");

        Cli run = Cli.run(arguments(command, use, "--ignore", "loss")).done();
        assertThat(run.err().lines())
                .filteredOn(line -> line.endsWith("the prefix model. of its keys is dropped"))
                .hasSize(1);
    }

    private static Object[] arguments(String command, Object[] use, Object... more) {
        return Stream.of(new Object[] {command}, use, more)
                .flatMap(Arrays::stream)
                .toArray();
    }

    @Test
    void numberedClassesFitAnyDataOfAsMany() throws IOException {
        Path converted = folder.resolve("converted.safetensors");
        assertThat(CommandRun.of("convert", write("", Map.of()), converted, "--classes", "2")
                        .err())
                .contains("The classes have numbers for names");
        Path two = Photos.write(folder.resolve("two"), 5, "blue", "green");
        Path three = Photos.write(folder.resolve("three"), 5, "blue", "green", "red");

        Cli fits = Cli.run("evaluate", "--weights", converted, "--data", "folder:" + two, "--json");
        assertThat(fits.json().get("classes").findValuesAsText("class")).containsExactly("blue", "green");
        assertThat(fits.err()).contains("are only numbered; taken for those of");
        assertThat(Cli.run("evaluate", "--weights", converted, "--data", "folder:" + three)
                        .failure())
                .contains("was trained for 2 classes (0, 1)", "has 3 classes (blue, green, red)");
    }

    @Test
    void trainTakesTheNetworkOfItsWeights() throws IOException {
        Path converted = folder.resolve("converted.safetensors");
        Path bare = write("model.", Map.of("loss.weight", ONE));
        CommandRun.of("convert", bare, converted, "--classes", "2", "--ignore", "loss");
        Path photos = Photos.write(folder.resolve("photos"), 5, "blue", "green");

        assertThat(train(photos, converted, "described").err()).contains("resnet20, ", "starting from " + converted);
        assertThat(train(photos, bare, "recognised", "--ignore", "loss").err())
                .contains("starting from " + bare + "; --ignore loss leaves out loss.weight")
                .doesNotContain("se_resnet");
        JsonNode config = new JsonMapper()
                .readTree(folder.resolve("runs/recognised/config.json").toFile());
        assertThat(config.at("/settings/model").asText()).isEqualTo("resnet20");
        assertThat(config.at("/settings/selection/ignored/0").asText()).isEqualTo("loss");
    }

    private Cli train(Path photos, Path weights, String run, Object... more) {
        Object[] usual = {
            "--data", "folder:" + photos, "--weights", weights, "--size", Photos.SIZE, "--epochs", 1, "--batch-size", 4
        };
        Object[] where = {"--run", run, "--runs-dir", folder.resolve("runs")};
        return Cli.run(Stream.of(arguments("train", usual, more), where)
                        .flatMap(Arrays::stream)
                        .toArray())
                .done();
    }

    /** It needs neither libtorch's natives nor its memory: they are taken off the class path. */
    @Test
    void inspectBuildsNoNetwork() throws Exception {
        Path file = write("module.", Map.of());
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String without = Arrays.stream(path.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry)
                        .getFileName()
                        .toString()
                        .matches("(pytorch|openblas|opencv)-.*-(linux|macosx|windows)-.*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        without,
                        Main.class.getName(),
                        "inspect",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).content().contains("model       resnet20, 3 channels, 2 classes");
        assertThat(process.exitValue()).isZero();
    }

    private Path write(String prefix, Map<String, StoredTensor> more) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>(network(prefix));
        tensors.putAll(more);
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    private static Map<String, StoredTensor> network(String prefix) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        try (Network network = Models.create("resnet20", 3, 2, 0)) {
            StateDicts.stored(network.stateDict()).forEach((key, value) -> tensors.put(prefix + key, value));
        }
        return tensors;
    }
}
