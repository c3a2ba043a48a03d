package io.channelwise.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.channelwise.deploy.SessionSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * ONNX Runtime with nothing of ours around it, in the settings of our predictor, run again and again on one batch of
 * random images that is ready in its memory.
 */
final class RawSession {

    private final OrtSession session;
    private final Map<String, OnnxTensor> input;

    /** Of a model that takes float32 {@code [batch, 3, size, size]}. */
    RawSession(Path model, int batch, int size) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = SessionSettings.DEFAULT.toOptions()) {
            session = environment.createSession(model.toString(), options);
            OnnxTensor images = OnnxTensor.createTensor(
                    environment, random(batch * 3 * size * size), new long[] {batch, 3, size, size});
            input = Map.of(session.getInputNames().iterator().next(), images);
        } catch (OrtException e) {
            throw new IllegalStateException(model + " cannot be run: " + e.getMessage(), e);
        }
    }

    private static FloatBuffer random(int count) {
        FloatBuffer values = ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(0);
        for (int i = 0; i < count; i++) {
            values.put(i, (float) random.nextGaussian());
        }
        return values;
    }

    /** The logits {@code [batch, classes]}. */
    float[][] run() {
        try (OrtSession.Result result = session.run(input)) {
            return (float[][]) result.get(0).getValue();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }
}
