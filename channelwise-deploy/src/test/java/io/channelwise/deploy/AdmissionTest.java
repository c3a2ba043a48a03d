package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.channelwise.data.DatasetSpec;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Attentions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever export writes is taken when it is read; the float networks are in the contract of exports. */
class AdmissionTest {

    private static final Int8Calibration CALIBRATION =
            Int8Calibration.of(DatasetSpec.parse("shapes").open().train()).images(2);

    private static final Set<String> MET = new HashSet<>();

    @TempDir
    Path folder;

    static Stream<String> names() {
        Stream<String> attentive = Attentions.entries().stream().map(attention -> "resnet20+" + attention.name());
        return Stream.concat(Stream.of("resnet20", "sk_resnet20", "skresnet18"), attentive);
    }

    @ParameterizedTest
    @MethodSource("names")
    void int8(String name) throws IOException {
        try (TrainedNetwork trained = Networks.trained(name)) {
            export(trained, ExportOptions.DEFAULT.embedPreprocessing(true));
        }
    }

    @Test
    void otherExtentsOpsetsGatesAndFiles() throws IOException {
        try (TrainedNetwork trained = Networks.trained("se_resnet20")) {
            for (int opset = ExportOptions.LEAST_OPSET; opset <= ExportOptions.LATEST_OPSET; opset++) {
                export(trained, ExportOptions.DEFAULT.opset(opset));
            }
            export(trained, ExportOptions.DEFAULT.size(new InputSize(32, 32, true)));
            export(trained, ExportOptions.DEFAULT.inlineBytes(0));
            for (Gates gates : Gates.values()) {
                export(trained, new OnnxExporter(ExportOptions.DEFAULT).in(CALIBRATION.gates(gates)));
            }
        }
    }

    private void export(TrainedNetwork trained, ExportOptions options) throws IOException {
        export(trained, new OnnxExporter(options));
        export(trained, new OnnxExporter(options).in(CALIBRATION));
    }

    private void export(TrainedNetwork trained, OnnxExporter exporter) throws IOException {
        meet(trained, exporter, folder);
    }

    private static void meet(TrainedNetwork trained, OnnxExporter exporter, Path folder) throws IOException {
        Path file = folder.resolve("model.onnx");
        exporter.export(trained, file);
        Admitted.assertIs(file);
        ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .forEach(MET::add);
    }

    /** An operator in the list that no export has would let in what was never looked at. */
    @AfterAll
    static void noOperatorIsListedThatIsNotWritten(@TempDir Path folder) throws IOException {
        for (String name : List.of("resnet20+srm", "sk_resnet20", "skresnet50d")) {
            try (TrainedNetwork plain = Networks.trained(name)) {
                ExportOptions options = ExportOptions.DEFAULT.rewrites(Set.of());
                meet(plain, new OnnxExporter(options.opset(ExportOptions.LATEST_OPSET)), folder);
            }
        }
        Set<String> never = new HashSet<>(NodeRules.operators());
        never.removeAll(MET);
        assertThat(never).isEmpty();
    }
}
