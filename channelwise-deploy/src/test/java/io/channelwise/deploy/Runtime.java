package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.channelwise.inference.TrainedNetwork;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** ONNX Runtime at its strictest: shapes that contradict its own inference are errors. */
final class Runtime implements AutoCloseable {

    private static final double TOLERANCE = 1e-4;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Runtime(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.addConfigEntry("session.strict_shape_type_inference", "1");
            options.setIntraOpNumThreads(1);
            session = environment.createSession(file.toString(), options);
        }
    }

    /** Requires what libtorch makes of the same images, within 1e-4 of the largest value. */
    void assertSame(TrainedNetwork trained, int count, int height, int width) throws OrtException {
        int channels = trained.network().channels();
        float[] images = Networks.images(count, channels, height, width);

        float[] actual = logits(images, count, channels, height, width);

        float[] expected = Networks.eager(trained.network(), images, count, channels, height, width);
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isFinite();
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        assertThat(largest).isPositive();
        assertThat(worst / largest)
                .as("relative error of %d images of %d x %d", count, height, width)
                .isLessThan(TOLERANCE);
    }

    float[] logits(float[] images, long... shape) throws OrtException {
        try (OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
                OrtSession.Result result = session.run(Map.of(GraphRecorder.INPUT, x))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] logits = new float[values.remaining()];
            values.get(logits);
            return logits;
        }
    }

    OrtSession session() {
        return session;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
