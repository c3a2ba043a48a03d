package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnxruntime.OrtException;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.nn.Operation;
import io.channelwise.runtime.Version;
import io.channelwise.weights.ModelDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxExporterTest {

    @TempDir
    Path folder;

    @Test
    void theModelSaysWhatItIsFor() throws IOException {
        ModelProto model = export("se_resnet20", ExportOptions.DEFAULT.size(InputSize.fixed(48, 40)));

        assertThat(model.getProducerName()).isEqualTo("channelwise");
        assertThat(model.getMetadataPropsList()).hasSize(1);
        assertThat(model.getMetadataProps(0).getKey()).isEqualTo("channelwise");
        ModelDescription description =
                ModelDescription.fromJson(model.getMetadataProps(0).getValue());
        assertThat(description.model()).isEqualTo("se_resnet20");
        assertThat(description.classes()).containsExactly("0", "1", "2", "3", "4");
        assertThat(description.preprocessing())
                .isEqualTo(Networks.preprocessing(3).withSize(48, 40));
        assertThat(description).extracting(ModelDescription::libraryVersion).isEqualTo(Version.current());
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException {
        export("sk_resnet20", ExportOptions.DEFAULT);
        byte[] first = Files.readAllBytes(folder.resolve("model.onnx"));

        export("sk_resnet20", ExportOptions.DEFAULT);

        assertThat(Files.readAllBytes(folder.resolve("model.onnx"))).isEqualTo(first);
    }

    static IntStream opsets() {
        return IntStream.rangeClosed(ExportOptions.LEAST_OPSET, ExportOptions.LATEST_OPSET);
    }

    @ParameterizedTest
    @MethodSource("opsets")
    void everyOpsetIsRight(int opset) throws OrtException {
        ExportOptions options = ExportOptions.DEFAULT.opset(opset).size(new InputSize(32, 32, true));
        for (String name : List.of("resnet20+cbam", "resnet20+ge_theta", "resnet20+srm", "sk_resnet20")) {
            try (TrainedNetwork trained = Networks.trained(name)) {
                new OnnxExporter(options).export(trained, folder.resolve("model.onnx"));
                try (Runtime runtime = new Runtime(folder.resolve("model.onnx"))) {
                    runtime.assertSame(trained, 2, 40, 32);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"se_resnet20", "sk_resnet20", "se_resnet18", "legacy_seresnext26_32x4d", "resnet20+ge_theta"})
    void eachRewriteIsRightByItself(String name) throws OrtException {
        try (TrainedNetwork trained = Networks.trained(name)) {
            for (Rewrite rewrite : Rewrite.values()) {
                ExportOptions options = ExportOptions.DEFAULT.rewrites(EnumSet.of(rewrite));
                new OnnxExporter(options).export(trained, folder.resolve("model.onnx"));
                try (Runtime runtime = new Runtime(folder.resolve("model.onnx"))) {
                    runtime.assertSame(trained, 2, 32, 32);
                }
            }
        }
    }

    @Test
    void allRewritesTogetherLeaveTheOperatorsThatAreFast() throws IOException {
        ExportOptions all = ExportOptions.DEFAULT.rewrites(EnumSet.allOf(Rewrite.class));
        Map<String, Long> se = count(export("se_resnet50", all));
        Map<String, Long> sk = count(export("sk_resnet20", all));

        assertThat(se.keySet())
                .containsExactlyInAnyOrder(
                        "Conv",
                        "Relu",
                        "MaxPool",
                        "GlobalAveragePool",
                        "Sigmoid",
                        "Resize",
                        "Mul",
                        "Add",
                        "Reshape",
                        "Gemm");
        assertThat(se).containsEntry("Gemm", 1L).containsEntry("Reshape", 1L);
        assertThat(sk).doesNotContainKeys("Softmax", "Slice", "Squeeze", "Pad", "BatchNormalization", "Resize");
    }

    @Test
    void aGraphWithoutRewritesIsAsItWasHeard() throws IOException {
        Map<String, Long> operators = count(export("se_resnet20", ExportOptions.DEFAULT.rewrites(Set.of())));

        assertThat(operators).containsEntry("BatchNormalization", 21L).containsEntry("Gemm", 19L);
    }

    private static Map<String, Long> count(ModelProto model) {
        return model.getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void weightsBeyondTheLimitStandBesideTheModel() throws IOException, OrtException {
        Path file = folder.resolve("model.onnx");
        try (TrainedNetwork trained = Networks.trained("se_resnet20")) {
            new OnnxExporter(ExportOptions.DEFAULT.inlineBytes(100_000)).export(trained, file);

            ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
            assertThat(model.getGraph().getInitializerList())
                    .filteredOn(tensor -> tensor.getDataLocation() == DataLocation.EXTERNAL)
                    .hasSizeGreaterThan(10);
            assertThat(folder.resolve("model.onnx.data")).exists();
            assertThat(Files.size(file)).isLessThan(100_000);
            try (Runtime runtime = new Runtime(file)) {
                runtime.assertSame(trained, 2, 32, 32);
            }
        }
    }

    @Test
    void anExportThatFailsLeavesNothing() throws IOException {
        Path file = folder.resolve("missing").resolve("model.onnx");
        try (TrainedNetwork trained = Networks.trained("resnet20")) {
            OnnxExporter exporter = new OnnxExporter(ExportOptions.DEFAULT);
            assertThatThrownBy(() -> exporter.export(trained, file))
                    .isInstanceOf(DeployException.class)
                    .hasMessageStartingWith(file + " cannot be written: ");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void operationsWithoutACounterpartAreNamed() {
        OperatorWriter writer = new OperatorWriter(new Graph(), tensor -> "x", name -> "layer1/" + name, 17);

        assertThatThrownBy(() -> writer.write(new Operation.Dropout(null, 0.5, null)))
                .isInstanceOf(DeployException.class)
                .hasMessage("layer1/Dropout: cannot be exported; no operator is known for Dropout");
        assertThatThrownBy(() -> writer.write(new Operation.AdaptivePool(Operation.Reduce.MAX, null, null, 7, null)))
                .isInstanceOf(DeployException.class)
                .hasMessage("layer1/AdaptivePool: pooling to null x 7 cannot be exported;"
                        + " allowed: 1, or null for the input's extent");
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> ExportOptions.DEFAULT.opset(12)).hasMessage("opset: 12; allowed: 13 to 21");
        assertThatThrownBy(() -> InputSize.fixed(224, 9)).hasMessage("input width: 9; allowed: 16 to 4096 pixels");
        assertThatThrownBy(() -> SessionSettings.DEFAULT.threads(0))
                .hasMessageStartingWith("threads: 0; allowed: 1 to ");
    }

    private ModelProto export(String name, ExportOptions options) throws IOException {
        Path file = folder.resolve("model.onnx");
        try (TrainedNetwork trained = Networks.trained(name)) {
            new OnnxExporter(options).export(trained, file);
        }
        return ModelProto.parseFrom(Files.readAllBytes(file));
    }
}
