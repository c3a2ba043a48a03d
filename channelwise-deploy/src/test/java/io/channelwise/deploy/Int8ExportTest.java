package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.Image;
import io.channelwise.data.Splits;
import io.channelwise.inference.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks in int8 through the real ONNX Runtime. */
class Int8ExportTest {

    private static final Splits SHAPES = DatasetSpec.parse("shapes").open();
    private static final Int8Calibration CALIBRATION =
            Int8Calibration.of(SHAPES.train()).images(32);
    private static final int TESTED = 24;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resnet20",
                "se_resnet20",
                "sk_resnet20",
                "resnet18",
                "seresnext50_32x4d",
                "skresnet18",
                "skresnext50_32x4d"
            })
    void logitsStayCloseToTheFloatOnes(String name) {
        try (TrainedNetwork trained = Networks.trained(name)) {
            assertThat(decibels(trained, ExportOptions.DEFAULT, CALIBRATION)).isGreaterThan(20);
        }
    }

    @ParameterizedTest
    @EnumSource(Gates.class)
    void gatesMayBeInAnyOfTheThree(Gates gates) {
        try (TrainedNetwork trained = Networks.trained("se_resnet20")) {
            assertThat(decibels(trained, ExportOptions.DEFAULT, CALIBRATION.gates(gates)))
                    .isGreaterThan(20);
        }
    }

    @Test
    void pixelsAndOtherExtentsWorkToo() {
        ExportOptions pixels = ExportOptions.DEFAULT.embedPreprocessing(true);
        ExportOptions dynamic = ExportOptions.DEFAULT.size(new InputSize(32, 32, true));
        ExportOptions plain = ExportOptions.DEFAULT.rewrites(Set.of()).opset(ExportOptions.LEAST_OPSET);
        try (TrainedNetwork trained = Networks.trained("se_resnet20")) {
            for (ExportOptions options : List.of(pixels, dynamic, plain)) {
                assertThat(decibels(trained, options, CALIBRATION)).isGreaterThan(20);
            }
        }
    }

    @Test
    void theSameSeedWritesTheSameFile() throws IOException {
        try (TrainedNetwork trained = Networks.trained("se_resnet20")) {
            OnnxExporter exporter = new OnnxExporter(ExportOptions.DEFAULT).in(CALIBRATION);
            assertThat(exporter.toBytes(trained)).isEqualTo(exporter.toBytes(trained));
        }
    }

    @Test
    void convolutionsSumsAndTheHeadAreFused() throws IOException, OrtException {
        Path file = folder.resolve("fused.onnx");
        try (TrainedNetwork trained = Networks.trained("resnet20")) {
            new OnnxExporter(ExportOptions.DEFAULT).in(CALIBRATION).export(trained, file);
        }
        assertThat(optimized(file))
                .contains("QLinearConv", "QLinearAdd", "QGemm")
                .doesNotContain("Conv", "FusedConv", "Add", "Relu", "Gemm");
    }

    @Test
    void ofChannelAttentionTheExcitationAloneIsFloat() throws IOException, OrtException {
        Path file = folder.resolve("fused.onnx");
        try (TrainedNetwork trained = Networks.trained("se_resnet20")) {
            new OnnxExporter(ExportOptions.DEFAULT).in(CALIBRATION).export(trained, file);
        }
        assertThat(optimized(file))
                .contains("QLinearConv", "QLinearAdd", "QLinearMul", "QLinearGlobalAveragePool", "Conv")
                .doesNotContain("Add", "Mul", "GlobalAveragePool", "QLinearSigmoid");
    }

    /** Of 4, 8, 16 and 32 channels in the four stages, 32 groups each. */
    @Test
    void narrowGroupsBecomeGroupsOfThirtyTwoChannels() throws IOException {
        Path file = folder.resolve("grouped.onnx");
        try (TrainedNetwork trained = Networks.trained("seresnext50_32x4d")) {
            new OnnxExporter(ExportOptions.DEFAULT)
                    .in(CALIBRATION.images(2).withoutLosses())
                    .export(trained, file);
        }
        assertThat(ModelProto.parseFrom(Files.readAllBytes(file)).getGraph().getNodeList().stream()
                        .flatMap(node -> node.getAttributeList().stream())
                        .filter(attribute -> attribute.getName().equals("group"))
                        .map(AttributeProto::getI)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(1L, 4L, 8L, 16L, 32L);
    }

    @Test
    void theLossOfEachLayerIsMeasuredWhereItIsAskedFor() {
        Path file = folder.resolve("losses.onnx");
        OnnxExporter exporter = new OnnxExporter(ExportOptions.DEFAULT);
        try (TrainedNetwork trained = Networks.trained("resnet20")) {
            assertThat(exporter.in(CALIBRATION).export(trained, file).losses()).isNotEmpty();
            assertThat(exporter.in(CALIBRATION.withoutLosses())
                            .export(trained, file)
                            .losses())
                    .isEmpty();
        }
    }

    @Test
    void theReportTellsWhatWasWritten() throws IOException {
        Path file = folder.resolve("best.onnx");
        Dataset test = StratifiedSample.of(SHAPES.test(), 20, 0);
        Int8Report report;
        try (TrainedNetwork trained =
                Networks.trained("se_resnet20", 3, test.classes().size())) {
            report = new Int8Export(ExportOptions.DEFAULT, CALIBRATION.images(8), line -> {})
                    .write(ExportFormat.ONNX, file, trained, test);
        }
        JsonNode json = new ObjectMapper().readTree(Files.readString(folder.resolve("best.int8.json")));
        assertThat(json.get("images").asInt()).isEqualTo(20);
        assertThat(json.get("calibration").get("images").asInt()).isEqualTo(8);
        assertThat(json.get("int8").get("bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(report.int8().bytes()).isLessThan(report.float32().bytes() / 2);
        assertThat(report.int8().milliseconds()).isPositive();
        assertThat(report.layers())
                .hasSize(22)
                .isSortedAccordingTo((a, b) -> Double.compare(a.decibels(), b.decibels()));
        assertThat(json.get("layers").get(0).get("layer").asText())
                .isEqualTo(report.layers().get(0).layer());
        try (Predictor predictor = Predictor.open(file)) {
            assertThat(predictor.classify(SHAPES.test().image(0), 5)).hasSize(5);
        }
    }

    @Test
    void otherClassesAreRefused() {
        Path file = folder.resolve("best.onnx");
        Int8Export export = new Int8Export(ExportOptions.DEFAULT, CALIBRATION, line -> {});
        try (TrainedNetwork trained = Networks.trained("resnet20")) {
            assertThatThrownBy(() -> export.write(ExportFormat.ONNX, file, trained, SHAPES.test()))
                    .isInstanceOf(DeployException.class)
                    .hasMessage("int8: the network has 5 classes; %s has %d"
                            .formatted(
                                    SHAPES.test().name(),
                                    SHAPES.test().classes().size()));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aCalibrationNeedsImages() {
        assertThatThrownBy(() -> CALIBRATION.images(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("calibration images: 0; allowed: 1 or more");
    }

    private static double decibels(TrainedNetwork trained, ExportOptions options, Int8Calibration calibration) {
        OnnxExporter exporter = new OnnxExporter(options);
        double[] expected = logits(exporter.toBytes(trained));
        return Int8Graph.decibels(expected, logits(exporter.in(calibration).toBytes(trained)));
    }

    private static double[] logits(byte[] model) {
        List<Image> images =
                IntStream.range(0, TESTED).mapToObj(SHAPES.test()::image).toList();
        try (OnnxSession session = OnnxSession.open("a model", model, SessionSettings.DEFAULT)) {
            float[][] rows = new ImageInputs(session).logits(images);
            return IntStream.range(0, TESTED * rows[0].length)
                    .mapToDouble(i -> rows[i / rows[0].length][i % rows[0].length])
                    .toArray();
        }
    }

    /** The operators that ONNX Runtime makes of a model. */
    private Set<String> optimized(Path file) throws IOException, OrtException {
        Path optimized = folder.resolve("optimized.onnx");
        try (OrtSession.SessionOptions options = SessionSettings.DEFAULT.toOptions()) {
            options.setOptimizedModelFilePath(optimized.toString());
            OnnxSession.environment().createSession(file.toString(), options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(optimized)).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .collect(Collectors.toSet());
    }
}
