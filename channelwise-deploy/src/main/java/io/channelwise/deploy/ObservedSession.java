package io.channelwise.deploy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.channelwise.data.Batch;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.function.BiConsumer;

/** A model in memory whose outputs, all of them, are looked at. It takes normalised images. */
final class ObservedSession implements AutoCloseable {

    private final OrtEnvironment environment = OnnxSession.environment();
    private final OrtSession session;

    ObservedSession(byte[] model, SessionSettings settings) {
        try (OrtSession.SessionOptions options = settings.toOptions()) {
            session = environment.createSession(model, options);
        } catch (OrtException e) {
            throw new DeployException("the model cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Hands on each output by its name. */
    void run(Batch batch, BiConsumer<String, FloatBuffer> observer) {
        long[] shape = {batch.n(), batch.channels(), batch.height(), batch.width()};
        try (OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(batch.pixels()), shape);
                OrtSession.Result result = session.run(Map.of(GraphRecorder.INPUT, x))) {
            for (Map.Entry<String, OnnxValue> output : result) {
                observer.accept(output.getKey(), ((OnnxTensor) output.getValue()).getFloatBuffer());
            }
        } catch (OrtException e) {
            throw new DeployException("the model cannot be run: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new DeployException("the model cannot be closed: " + e.getMessage(), e);
        }
    }
}
