package io.channelwise.deploy;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * How ONNX Runtime multiplies unsigned by signed bytes on this processor. With VNNI it is exact. On other x86 processors it
 * adds two products in 16 bits, where they saturate, unless {@code session.x64quantprecision} makes it multiply unsigned
 * bytes alone; it heeds that setting with VNNI too, where convolutions then take three times as long.
 */
final class ByteProducts {

    /** {@code MatMulInteger} of bytes {@code [batch, 4]} and weights {@code [4, 16]}, which are all 127. */
    static final String MODEL = "byte-products.onnx";

    private static final int ROWS = 2;
    private static final int DEPTH = 4;
    private static final int LARGEST = 255;
    private static final int WEIGHT = 127;

    private static Optional<Boolean> known = Optional.empty();

    private ByteProducts() {}

    /** Whether they saturate: found out once a process, by a product that does not fit 16 bits. */
    static synchronized boolean saturate() throws OrtException {
        if (known.isEmpty()) {
            known = Optional.of(product() != DEPTH * LARGEST * WEIGHT);
        }
        return known.get();
    }

    private static int product() throws OrtException {
        OrtEnvironment environment = OnnxSession.environment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            try (OrtSession session = environment.createSession(model(), options);
                    OnnxTensor bytes = OnnxTensor.createTensor(
                            environment, largestBytes(), new long[] {ROWS, DEPTH}, OnnxJavaType.UINT8);
                    OrtSession.Result result = session.run(Map.of("bytes", bytes))) {
                return ((OnnxTensor) result.get(0)).getIntBuffer().get(0);
            }
        }
    }

    /** A file, as the classes that could write it take ten times as long to load as it takes to run. */
    private static byte[] model() {
        try (InputStream in = ByteProducts.class.getResourceAsStream(MODEL)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer largestBytes() {
        byte[] bytes = new byte[ROWS * DEPTH];
        Arrays.fill(bytes, (byte) LARGEST);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
