package io.channelwise.deploy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How ONNX Runtime multiplies unsigned by signed bytes on this processor. With VNNI it is exact. On other x86 processors it
 * adds two products in 16 bits, where they saturate, unless {@code session.x64quantprecision} makes it multiply unsigned
 * bytes alone; it heeds that setting with VNNI too, where convolutions then take three times as long.
 */
final class ByteProducts {

    private static final int OPSET = 13;
    private static final int IR_VERSION = 7;

    private static final int ROWS = 2;
    private static final int DEPTH = 4;
    private static final int COLUMNS = 16;
    private static final int LARGEST = 255;
    private static final byte LARGEST_WEIGHT = 127;

    private static Optional<Boolean> known = Optional.empty();

    private ByteProducts() {}

    /** Whether they saturate: found out once a process, by a product that does not fit 16 bits. */
    static synchronized boolean saturate() throws OrtException {
        if (known.isEmpty()) {
            known = Optional.of(product() != DEPTH * LARGEST * LARGEST_WEIGHT);
        }
        return known.get();
    }

    private static int product() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            try (OrtSession session = environment.createSession(model(), options);
                    OnnxTensor bytes = OnnxTensor.createTensor(
                            environment, filled(ROWS, LARGEST), new long[] {ROWS, DEPTH}, OnnxJavaType.UINT8);
                    OrtSession.Result result = session.run(Map.of("bytes", bytes))) {
                return ((OnnxTensor) result.get(0)).getIntBuffer().get(0);
            }
        }
    }

    /** {@code MatMulInteger} of bytes {@code [batch, 4]} and weights {@code [4, 16]}. */
    private static byte[] model() {
        TensorProto weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(DataType.INT8.getNumber())
                .addDims(DEPTH)
                .addDims(COLUMNS)
                .setRawData(ByteString.copyFrom(filled(COLUMNS, LARGEST_WEIGHT)))
                .build();
        Node product = new Node("MatMulInteger", List.of("bytes", "weights"), "products", Map.of());
        GraphProto graph = GraphProto.newBuilder()
                .setName("products")
                .addInput(OnnxMessages.value("bytes", DataType.UINT8, List.of((long) DEPTH)))
                .addOutput(OnnxMessages.value("products", DataType.INT32, List.of((long) COLUMNS)))
                .addInitializer(weights)
                .addNode(OnnxMessages.node(product))
                .build();
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static ByteBuffer filled(int count, int value) {
        byte[] bytes = new byte[DEPTH * count];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
