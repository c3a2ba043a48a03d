package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.channelwise.data.Image;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource.LocalFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that would run without end, take all memory or read elsewhere are refused before ONNX Runtime sees them. */
@Timeout(60)
class HostileModelsTest {

    private static final String DESCRIPTION =
            new ModelDescription("resnet20", List.of("a", "b", "c"), Networks.preprocessing(3), Map.of(), "").toJson();

    private static final Map<String, Object> NONE = Map.of();

    @TempDir
    Path folder;

    @Test
    void aModelOfTheSameKindIsTaken() throws IOException {
        try (Predictor predictor = Predictor.open(write(model(graph -> {})))) {
            assertThat(predictor.classify(new Image(3, 32, 32, new byte[3 * 32 * 32]), 3))
                    .hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Loop",
                "If",
                "Scan",
                "Expand",
                "ConstantOfShape",
                "Tile",
                "Range",
                "RandomNormal",
                "NonZero",
                "Constant",
                "EyeLike",
                "OneHot",
                "StringNormalizer",
                "CastLike",
                "MatMul",
                "Einsum",
                "SequenceMap",
                "Upsample"
            })
    void operatorsThatExportDoesNotWrite(String operator) throws IOException {
        assertRefused(with(operator, List.of("images"), NONE), "it has the operator " + operator);
    }

    @Test
    void anOperatorOfAnotherDomain() throws IOException {
        NodeProto fused = OnnxMessages.node(new Node("Relu", List.of("images"), "x", NONE)).toBuilder()
                .setDomain("com.example")
                .build();
        assertRefused(model(graph -> graph.addNode(0, fused)), "it has the operator Relu of com.example");
        assertRefused(
                model(graph -> {})
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft")),
                "it imports operators beside ONNX's own");
        assertRefused(
                model(graph -> {})
                        .clearOpsetImport()
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(7)),
                "it has the opset 7");
    }

    @Test
    void functionsSubgraphsAndSparseTensors() throws IOException {
        assertRefused(
                model(graph -> {}).addFunctions(FunctionProto.newBuilder().setName("f")),
                "it has the field functions of ModelProto");
        assertRefused(
                model(graph -> graph.addSparseInitializer(SparseTensorProto.getDefaultInstance())),
                "it has the field sparse_initializer of GraphProto");
        AttributeProto body = AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeType.GRAPH)
                .setG(GraphProto.getDefaultInstance())
                .build();
        assertRefused(
                model(graph -> graph.addNode(
                        0,
                        NodeProto.newBuilder()
                                .setOpType("Softmax")
                                .addInput("images")
                                .addOutput("x")
                                .addAttribute(body))),
                "it has the field g of AttributeProto");
    }

    @Test
    void attributesThatExportDoesNotWrite() throws IOException {
        assertRefused(
                with("MaxPool", List.of("images"), Map.of("auto_pad", "SAME_UPPER")),
                "MaxPool has the attribute auto_pad");
        assertRefused(with("Resize", List.of("images", "", "two"), Map.of("mode", "cubic")), "Resize has another mode");
    }

    @Test
    void sizesThatGrowWithoutBound() throws IOException {
        List<Long> pads = List.of(0L, 0L, 40_000L, 40_000L, 0L, 0L, 0L, 0L);
        assertRefused(
                with("Pad", List.of("images", "pads"), NONE, OnnxMessages.integers("pads", pads)), "Pad of too much: ");
        List<Long> sizes = List.of(1L, 3L, 1L << 31, 1L << 31);
        assertRefused(
                with(
                        "Resize",
                        List.of("images", "", "", "sizes"),
                        Nearest.ATTRIBUTES,
                        OnnxMessages.integers("sizes", sizes)),
                "Resize of ");
        assertRefused(
                with("Resize", List.of("images", "", "wide"), Nearest.ATTRIBUTES, floats("wide", 1, 1, 60_000, 60_000)),
                "Resize of ");
        assertRefused(with("MaxPool", List.of("images"), window(1, 1, 1 << 20)), "MaxPool of ");
    }

    @Test
    void doublingFortyTimes() throws IOException {
        assertRefused(
                model(graph -> {
                    String last = "images";
                    for (int i = 0; i < 40; i++) {
                        String next = "twice" + i;
                        graph.addNode(i, node("Concat", List.of(last, last), next, Map.of("axis", 1L)));
                        last = next;
                    }
                }),
                "Concat of too much: ");
    }

    @Test
    void aProductOfEachWithEach() throws IOException {
        assertRefused(
                model(graph -> {
                    graph.addInitializer(OnnxMessages.integers("column", List.of(-1L, 1L)));
                    graph.addInitializer(OnnxMessages.integers("row", List.of(1L, -1L)));
                    graph.addNode(0, node("Reshape", List.of("images", "column"), "left", NONE));
                    graph.addNode(1, node("Reshape", List.of("images", "row"), "right", NONE));
                    graph.addNode(2, node("Mul", List.of("left", "right"), "all", NONE));
                }),
                "Mul of too much: ");
    }

    @Test
    void whatGrowsFasterThanTheBatch() throws IOException {
        assertRefused(
                model(graph -> {
                    graph.addInitializer(OnnxMessages.integers("column", List.of(-1L, 1L)));
                    graph.addInitializer(OnnxMessages.integers("row", List.of(1L, -1L)));
                    graph.addNode(0, node("GlobalMaxPool", List.of("images"), "small", NONE));
                    graph.addNode(1, node("Reshape", List.of("small", "column"), "left", NONE));
                    graph.addNode(2, node("Reshape", List.of("small", "row"), "right", NONE));
                    graph.addNode(3, node("Mul", List.of("left", "right"), "all", NONE));
                }),
                "all grows faster than the batch");
    }

    @Test
    void workThatTakesHours() throws IOException {
        assertRefused(
                model(graph -> {
                    graph.addInitializer(floats("kernel", new int[] {3, 3, 31, 31}, new float[3 * 3 * 31 * 31]));
                    String last = "images";
                    for (int i = 0; i < 3000; i++) {
                        String next = "again" + i;
                        graph.addNode(i, node("Conv", List.of(last, "kernel"), next, padded(15)));
                        last = next;
                    }
                }),
                "Conv of too much: ");
    }

    @Test
    void graphsThatAreNoOrder() throws IOException {
        assertRefused(
                model(graph -> {
                    graph.addNode(0, node("Relu", List.of("second"), "first", NONE));
                    graph.addNode(1, node("Relu", List.of("first"), "second", NONE));
                }),
                "second is read before it is made");
        assertRefused(with("Add", List.of("images", "nowhere"), NONE), "nowhere is read before it is made");
        assertRefused(
                model(graph -> graph.addNode(node("Relu", List.of("images"), "logits", NONE))),
                "it makes logits twice");
        assertRefused(model(graph -> graph.addInitializer(floats("w", 1))), "it has two w");
        assertRefused(model(graph -> graph.clearNode()), "nothing makes its output logits");
    }

    @Test
    void weightsThatAreNotWhatTheySay() throws IOException {
        assertRefused(model(graph -> graph.addInitializer(floats("n", new int[] {-1, -4}, new float[1]))), "[-1, -4]");
        int[] huge = {1 << 30, 1 << 30, 1 << 30};
        assertRefused(model(graph -> graph.addInitializer(floats("h", huge, new float[1]))), "a value of the shape");
        assertRefused(
                model(graph -> graph.addInitializer(floats("s", new int[] {5}, new float[4]))),
                "it has the weights s of another size than its shape");
        assertRefused(
                model(graph -> graph.addInitializer(
                        TensorProto.newBuilder().setName("t").setDataType(DataType.STRING.getNumber()))),
                "it has the weights t of the type STRING");
    }

    @Test
    void weightsElsewhere() throws IOException {
        Files.write(folder.resolve("beside.data"), new byte[16]);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.write(elsewhere.resolve("other.data"), new byte[16]);
        assertRefused(outside("../x", 0, 16, 1), "it has the weights e0 in ../x");
        assertRefused(outside("/dev/zero", 0, 16, 1), "it has the weights e0 in /dev/zero");
        assertRefused(outside("..", 0, 16, 1), "it has the weights e0 in ..");
        assertRefused(outside("elsewhere", 0, 16, 1), "it has the weights e0 in elsewhere, which is no file beside it");
        assertRefused(outside("beside.data", 8, 16, 1), "it has the weights e0 beyond the end of beside.data");
        assertRefused(outside("beside.data", 0, 16, 2), "its weights lie over each other");
        Predictor.open(write(outside("beside.data", 0, 16, 1))).close();
    }

    @Test
    void outputsThatAreNoLogits() throws IOException {
        assertRefused(
                model(graph -> graph.setOutput(0, OnnxMessages.value("logits", DataType.STRING, List.of(3L)))),
                "its output logits is not of float32");
        assertRefused(
                model(graph -> graph.addOutput(OnnxMessages.value("more", DataType.FLOAT, List.of(3L)))),
                "it has 2 outputs");
        assertRefused(model(graph -> graph.clearInput()), "it has 0 inputs");
    }

    @Test
    void moreThanANetworkNeedsIsNotRead() throws IOException {
        Path many = folder.resolve("many.onnx");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        byte[] empty = Collections.nCopies(200_000, node("Relu", List.of(), "", NONE)).stream()
                .collect(GraphProto::newBuilder, GraphProto.Builder::addNode, (a, b) -> {})
                .build()
                .toByteArray();
        out.writeByteArray(ModelProto.GRAPH_FIELD_NUMBER, empty);
        out.flush();
        Files.write(many, bytes.toByteArray());
        assertThatThrownBy(() -> Predictor.open(many))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("more than 100000 fields");
        assertRefusedAsDamaged(
                model(graph -> graph.addNode(0, node("Relu", List.of("x".repeat(1 << 17)), "y", NONE))),
                "a field of more than 65536 bytes");
    }

    @Test
    void trustedOnesMayHoldAnything() throws IOException {
        Path file = write(
                with("Tile", List.of("images", "once"), NONE, OnnxMessages.integers("once", List.of(1L, 1L, 1L, 1L))));
        SessionSettings trusting = SessionSettings.DEFAULT.trusted(true);
        WeightsCache cache = WeightsCache.in(folder.resolve("weights")).offline(true);
        Predictor.open(new LocalFile(file), cache, trusting).close();
        assertThatThrownBy(() -> Predictor.open(file)).hasMessageContaining("let it run with --trust");
    }

    @Test
    void noProbabilityComesOfNaNOrInfinity() throws IOException {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Path file = write(model(graph -> {}, new float[] {1, 1, 1, bad, 1, 1, 1, 1, 1}));
            try (Predictor predictor = Predictor.open(file)) {
                Image grey = new Image(3, 32, 32, filled(200));
                assertThatThrownBy(() -> predictor.classify(grey, 3))
                        .isInstanceOf(DeployException.class)
                        .hasMessageStartingWith(file + " makes the logit ")
                        .hasMessageContaining("there is no probability");
            }
        }
    }

    @Test
    void aTrustedOneThatMakesOtherThingsIsAnErrorToo() throws IOException {
        SessionSettings trusting = SessionSettings.DEFAULT.trusted(true);
        WeightsCache cache = WeightsCache.in(folder.resolve("weights")).offline(true);
        Path strings = write(ending(node("Cast", List.of("scores"), "logits", Map.of("to", 8L)), DataType.STRING));
        assertThatThrownBy(() -> Predictor.open(new LocalFile(strings), cache, trusting))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining("has logits of type string; expected float");
        ModelProto.Builder cut =
                ending(node("Slice", List.of("scores", "zero", "zero", "zero"), "logits", NONE), DataType.FLOAT);
        cut.getGraphBuilder().addInitializer(OnnxMessages.integers("zero", List.of(0L)));
        Path none = write(cut);
        try (Predictor predictor = Predictor.open(new LocalFile(none), cache, trusting)) {
            assertThatThrownBy(() -> predictor.classify(new Image(3, 32, 32, filled(1)), 3))
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("expected a row of float32 logits for each");
        }
    }

    private static byte[] filled(int value) {
        byte[] pixels = new byte[3 * 32 * 32];
        Arrays.fill(pixels, (byte) value);
        return pixels;
    }

    /** The usual graph whose last operator is another. */
    private static ModelProto.Builder ending(NodeProto last, DataType type) {
        return model(graph -> {
            int dense = graph.getNodeCount() - 1;
            graph.setNode(
                    dense,
                    graph.getNode(dense).toBuilder().setOutput(0, "scores").setName("scores"));
            graph.addNode(last);
            graph.setOutput(0, OnnxMessages.value("logits", type, List.of(3L)));
        });
    }

    private static ModelProto.Builder with(
            String operator, List<String> inputs, Map<String, Object> attributes, TensorProto... constants) {
        return model(graph -> {
            graph.addAllInitializer(List.of(constants));
            graph.addNode(0, node(operator, inputs, "unused", attributes));
        });
    }

    private static ModelProto.Builder outside(String location, long offset, long length, int times) {
        return model(graph -> {
            for (int i = 0; i < times; i++) {
                graph.addInitializer(TensorProto.newBuilder()
                        .setName("e" + i)
                        .setDataType(DataType.FLOAT.getNumber())
                        .addDims(4)
                        .setDataLocation(DataLocation.EXTERNAL)
                        .addExternalData(OnnxMessages.entry("location", location))
                        .addExternalData(OnnxMessages.entry("offset", Long.toString(offset)))
                        .addExternalData(OnnxMessages.entry("length", Long.toString(length))));
            }
        });
    }

    private static ModelProto.Builder model(Consumer<GraphProto.Builder> change) {
        return model(change, new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    }

    /** The means of the three planes, weighted. */
    private static ModelProto.Builder model(Consumer<GraphProto.Builder> change, float... weights) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("hostile")
                .addInput(OnnxMessages.value("images", DataType.FLOAT, List.of(3L, 32L, 32L)))
                .addOutput(OnnxMessages.value("logits", DataType.FLOAT, List.of(3L)))
                .addInitializer(floats("w", new int[] {3, 3}, weights))
                .addInitializer(OnnxMessages.integers("flat", List.of(0L, -1L)))
                .addNode(node("GlobalAveragePool", List.of("images"), "means", NONE))
                .addNode(node("Reshape", List.of("means", "flat"), "vector", NONE))
                .addNode(node("Gemm", List.of("vector", "w"), "logits", Map.of("transB", 1L)));
        change.accept(graph);
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .addMetadataProps(OnnxMessages.entry(OnnxModel.DESCRIPTION, DESCRIPTION));
    }

    private static NodeProto node(String operator, List<String> inputs, String output, Map<String, Object> attributes) {
        return OnnxMessages.node(new Node(operator, inputs, output, attributes));
    }

    private static Map<String, Object> window(long kernel, long stride, long pad) {
        return Map.of(
                "kernel_shape", List.of(kernel, kernel),
                "strides", List.of(stride, stride),
                "pads", List.of(pad, pad, pad, pad));
    }

    private static Map<String, Object> padded(long pad) {
        return Map.of("pads", List.of(pad, pad, pad, pad));
    }

    private static TensorProto floats(String name, float... values) {
        return floats(name, new int[] {values.length}, values);
    }

    private static TensorProto floats(String name, int[] shape, float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        for (int extent : shape) {
            tensor.addDims(extent);
        }
        return tensor.build();
    }

    private Path write(ModelProto.Builder model) throws IOException {
        return Files.write(folder.resolve("hostile.onnx"), model.build().toByteArray());
    }

    private void assertRefused(ModelProto.Builder model, String reason) throws IOException {
        Path file = write(model);
        long start = System.nanoTime();
        assertThatThrownBy(() -> Predictor.open(file))
                .isInstanceOf(DeployException.class)
                .hasMessageStartingWith(file + " is not what channelwise export writes: ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("let it run with --trust, or SessionSettings.trusted in Java");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private void assertRefusedAsDamaged(ModelProto.Builder model, String reason) throws IOException {
        Path file = write(model);
        assertThatThrownBy(() -> Predictor.open(file))
                .isInstanceOf(DeployException.class)
                .hasMessageContaining(reason);
    }
}
