package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.channelwise.data.DatasetSpec;
import io.channelwise.inference.TrainedNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteProductsTest {

    private static final Int8Calibration CALIBRATION =
            Int8Calibration.of(DatasetSpec.parse("shapes").open().train()).images(8);

    @TempDir
    Path folder;

    @Test
    void theySaturateWhereAnX86ProcessorHasNoVnni() throws IOException, OrtException {
        Path processors = Path.of("/proc/cpuinfo");
        List<String> flags = (Files.exists(processors) ? Files.readAllLines(processors) : List.<String>of())
                .stream().filter(line -> line.startsWith("flags")).toList();
        boolean exact = flags.stream().allMatch(line -> line.contains("_vnni"));

        assertThat(ByteProducts.saturate()).isEqualTo(!exact);
    }

    @Test
    void theModelMultipliesByTheLargestWeights() throws IOException {
        byte[] weights = new byte[4 * 16];
        Arrays.fill(weights, (byte) 127);
        GraphProto expected = GraphProto.newBuilder()
                .setName("products")
                .addInput(OnnxMessages.value("bytes", DataType.UINT8, List.of(4L)))
                .addOutput(OnnxMessages.value("products", DataType.INT32, List.of(16L)))
                .addInitializer(TensorProto.newBuilder()
                        .setName("weights")
                        .setDataType(DataType.INT8.getNumber())
                        .addAllDims(List.of(4L, 16L))
                        .setRawData(ByteString.copyFrom(weights)))
                .addNode(
                        OnnxMessages.node(new Node("MatMulInteger", List.of("bytes", "weights"), "products", Map.of())))
                .build();

        try (InputStream in = ByteProducts.class.getResourceAsStream(ByteProducts.MODEL)) {
            assertThat(ModelProto.parseFrom(in).getGraph()).isEqualTo(expected);
        }
    }

    @Test
    void convolutionsKeepTheirSignedWeightsUnlessTheySaturate() throws IOException, OrtException {
        Path file = folder.resolve("resnet20.onnx");
        try (TrainedNetwork trained = Networks.trained("resnet20")) {
            new OnnxExporter(ExportOptions.DEFAULT).in(CALIBRATION).export(trained, file);
        }
        int type = (ByteProducts.saturate() ? DataType.UINT8 : DataType.INT8).getNumber();

        assertThat(weightTypes(optimized(file))).containsOnly(type);
    }

    private ModelProto optimized(Path file) throws IOException, OrtException {
        Path optimized = folder.resolve("optimized.onnx");
        try (OrtSession.SessionOptions options = SessionSettings.DEFAULT.toOptions()) {
            options.setOptimizedModelFilePath(optimized.toString());
            OnnxSession.environment().createSession(file.toString(), options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(optimized));
    }

    private static Set<Integer> weightTypes(ModelProto model) {
        Map<String, Integer> types = model.getGraph().getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, TensorProto::getDataType));
        return model.getGraph().getNodeList().stream()
                .filter(node -> node.getOpType().equals("QLinearConv"))
                .map((NodeProto node) -> types.get(node.getInput(3)))
                .collect(Collectors.toSet());
    }
}
