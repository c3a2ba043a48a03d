package io.channelwise.deploy;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.channelwise.runtime.IoReasons;
import io.channelwise.runtime.RegularFiles;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A model of ours that ONNX Runtime has loaded. Runs on several threads at once. */
final class OnnxSession implements AutoCloseable {

    private final String name;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ModelDescription description;
    private final boolean takesPixels;

    /** How ONNX Runtime is given a model. */
    @FunctionalInterface
    private interface Loading {
        OrtSession load(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    static OnnxSession open(Path file, SessionSettings settings) {
        try {
            RegularFiles.size(file);
        } catch (IOException e) {
            throw new DeployException(file + ": " + IoReasons.of(e), e);
        }
        if (!settings.trusted()) {
            OnnxAdmission.require(file);
        }
        return new OnnxSession(
                file.toString(),
                settings,
                (environment, options) -> environment.createSession(file.toString(), options));
    }

    static OnnxSession open(String name, byte[] model, SessionSettings settings) {
        return new OnnxSession(name, settings, (environment, options) -> environment.createSession(model, options));
    }

    private OnnxSession(String name, SessionSettings settings, Loading loading) {
        this.name = name;
        this.environment = environment();
        this.session = load(settings, loading);
        try {
            this.description = describe();
            this.takesPixels = session.getInputNames().contains(OnnxModel.PIXELS);
            requireOwnShapes();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Errors become exceptions, which say it once; nothing is sent to anyone. */
    static OrtEnvironment environment() {
        OnnxLibraries.load();
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "channelwise");
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new DeployException("ONNX Runtime cannot be started: " + reason(e), e);
        }
        return environment;
    }

    private OrtSession load(SessionSettings settings, Loading loading) {
        try (OrtSession.SessionOptions options = settings.toOptions()) {
            return loading.load(environment, options);
        } catch (OrtException e) {
            throw new DeployException(name + " is no ONNX model that can be run: " + reason(e), e);
        }
    }

    private ModelDescription describe() {
        try {
            return describe(name, session.getMetadata().getCustomMetadataValue(OnnxModel.DESCRIPTION));
        } catch (OrtException e) {
            throw new DeployException(name + ": " + e.getMessage(), e);
        }
    }

    /** The description that a model carries as JSON. */
    static ModelDescription describe(String name, Optional<String> json) {
        try {
            return ModelDescription.fromJson(json.orElseThrow(
                    () -> new DeployException(name + " says nothing about its classes and preprocessing;"
                            + " expected a model that channelwise export has written")));
        } catch (WeightsException e) {
            throw new DeployException(name + ": " + e.getMessage(), e);
        }
    }

    /** The shapes must be those of which the description speaks: a file may come from anywhere. */
    private void requireOwnShapes() {
        Preprocessing input = description.preprocessing();
        long c = input.channels();
        long h = input.height();
        long w = input.width();
        String in = takesPixels ? OnnxModel.PIXELS : GraphRecorder.INPUT;
        try {
            new InputSize(input.height(), input.width(), false);
            OnnxJavaType type = takesPixels ? OnnxJavaType.UINT8 : OnnxJavaType.FLOAT;
            long[] shape = takesPixels ? new long[] {-1, h, w, c} : new long[] {-1, c, h, w};
            require(session.getInputInfo(), in, type, shape);
            long classes =
                    description.classes().isEmpty() ? -1 : description.classes().size();
            require(session.getOutputInfo(), Graph.OUTPUT, OnnxJavaType.FLOAT, -1, classes);
        } catch (OrtException | IllegalArgumentException e) {
            throw new DeployException(name + ": " + e.getMessage(), e);
        }
    }

    private void require(Map<String, NodeInfo> all, String value, OnnxJavaType type, long... expected) {
        NodeInfo info = all.get(value);
        boolean alone = all.size() == 1 && info != null && info.getInfo() instanceof TensorInfo;
        long[] shape = alone ? ((TensorInfo) info.getInfo()).getShape() : new long[0];
        if (!fits(shape, expected)) {
            throw new DeployException(name + " has " + all.keySet() + " " + Arrays.toString(shape)
                    + "; its description needs [" + value + "] " + Arrays.toString(expected) + ", where -1 is any");
        }
        OnnxJavaType found = ((TensorInfo) info.getInfo()).type;
        if (found != type) {
            throw new DeployException(
                    name + " has " + value + " of type " + words(found) + "; expected " + words(type));
        }
    }

    private static boolean fits(long[] shape, long... expected) {
        boolean fits = shape.length == expected.length;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = shape[i] == expected[i] || shape[i] == -1 || expected[i] == -1;
        }
        return fits;
    }

    String name() {
        return name;
    }

    ModelDescription description() {
        return description;
    }

    /** Whether the input is bytes {@code [N, H, W, C]}; if not, normalised floats {@code [N, C, H, W]}. */
    boolean takesPixels() {
        return takesPixels;
    }

    /** The logits {@code [N, classes]} of bytes {@code [N, H, W, C]}, row-major. */
    float[][] logits(byte[] pixels, long... shape) {
        try (OnnxTensor x = OnnxTensor.createTensor(environment, direct(pixels), shape, OnnxJavaType.UINT8)) {
            return run(OnnxModel.PIXELS, x);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** The logits {@code [N, classes]} of normalised images {@code [N, C, H, W]}, row-major. */
    float[][] logits(float[] images, long... shape) {
        try (OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape)) {
            return run(GraphRecorder.INPUT, x);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static String words(OnnxJavaType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private float[][] run(String input, OnnxTensor x) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of(input, x))) {
            return logits(result.get(0), x.getInfo().getShape()[0]);
        }
    }

    /** What a graph makes need not be what it said: a file may come from anywhere. */
    private float[][] logits(OnnxValue output, long images) throws OrtException {
        int named = description.classes().size();
        if (!(output instanceof OnnxTensor tensor)
                || tensor.getInfo().type != OnnxJavaType.FLOAT
                || !fits(tensor.getInfo().getShape(), images, named == 0 ? -1 : named)
                || tensor.getInfo().getNumElements() == 0) {
            throw new DeployException(name + " makes " + output.getInfo() + " of " + images
                    + " images; expected a row of float32 logits for each");
        }
        float[][] logits = (float[][]) tensor.getValue();
        for (float[] row : logits) {
            for (float logit : row) {
                if (!Float.isFinite(logit)) {
                    throw new DeployException(
                            name + " makes the logit " + logit
                                    + ", of which there is no probability: its weights are damaged, or too large for this image");
                }
            }
        }
        return logits;
    }

    /** ONNX Runtime's own sentence, without the code before it. */
    private static String reason(OrtException e) {
        return e.getMessage().replaceFirst("^Error code - \\w+ - message: ", "");
    }

    private DeployException failed(OrtException e) {
        return new DeployException(name + " cannot be run: " + reason(e), e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new DeployException(name + " cannot be closed: " + reason(e), e);
        }
    }
}
