package io.channelwise.diagnosis;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.channelwise.deploy.ExportOptions;
import io.channelwise.deploy.OnnxExporter;
import io.channelwise.deploy.SessionSettings;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.ClassNames;
import io.channelwise.weights.Preprocessing;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** A network that is exported and computed by ONNX Runtime, beside the same by libtorch. */
final class ExportTrial {

    private static final int CLASSES = 10;
    private static final int IMAGES = 2;
    private static final int PIXELS = 32;
    private static final int COLOUR = 3;

    private final Consumer<String> phases;

    /** The listener hears the name of each phase before it begins. */
    ExportTrial(Consumer<String> phases) {
        this.phases = phases;
    }

    /** Computes both. */
    LayerTrial.Values compute(String model) throws IOException, OrtException {
        float[] images = new float[IMAGES * COLOUR * PIXELS * PIXELS];
        Random random = new Random(0);
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        try (Network network = Models.create(model, COLOUR, CLASSES, 0)) {
            network.eval();
            phases.accept("libtorch");
            Map<String, float[]> expected = Map.of("logits", libtorch(network, images));
            phases.accept("export");
            TrainedNetwork trained = new TrainedNetwork(
                    network, model, ClassNames.numbers(CLASSES), Preprocessing.IMAGENET.withSize(PIXELS, PIXELS));
            return new LayerTrial.Values(expected, Map.of("logits", exported(trained, images)));
        }
    }

    private static float[] libtorch(Network network, float[] images) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensor x = Tensors.of(images, shape());
            return Tensors.floats(network.call(x));
        }
    }

    private float[] exported(TrainedNetwork trained, float[] images) throws IOException, OrtException {
        Path folder = Files.createTempDirectory("channelwise-doctor");
        Path file = folder.resolve("network.onnx");
        try {
            new OnnxExporter(ExportOptions.DEFAULT).export(trained, file);
            phases.accept("ONNX Runtime");
            return onnxRuntime(file, images);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static float[] onnxRuntime(Path file, float[] images) throws OrtException {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "channelwise");
        try (SessionOptions options = SessionSettings.DEFAULT.toOptions();
                OrtSession session = environment.createSession(file.toString(), options);
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape());
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), x))) {
            FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[logits.remaining()];
            logits.get(values);
            return values;
        }
    }

    private static long[] shape() {
        return new long[] {IMAGES, COLOUR, PIXELS, PIXELS};
    }
}
