package io.channelwise.cli;

import io.channelwise.data.ImageDecoder;
import io.channelwise.deploy.Predictor;
import io.channelwise.deploy.SessionSettings;
import io.channelwise.inference.Classifier;
import io.channelwise.inference.Classifier.Guess;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.inference.Placement;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Precision;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource;
import io.channelwise.weights.WeightsSource.LocalFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What classifies the images of {@code predict}: ONNX Runtime on the processor, libtorch on a GPU. */
interface ImageClassifier extends AutoCloseable {

    /**
     * The {@code k} most probable classes of an image file, the most probable first.
     *
     * @throws io.channelwise.data.DataException that names the file, where it cannot be read or is no usable image
     */
    List<Guess> classify(Path image, int k);

    @Override
    void close();

    /**
     * Opens weights for a device.
     *
     * @param settings of ONNX Runtime, where it computes
     * @throws IllegalArgumentException if it is to be a GPU and none can be used, or none by this file
     */
    static ImageClassifier open(
            WeightsSource weights, WeightsCache cache, DeviceName device, SessionSettings settings, PrintWriter err) {
        boolean exported =
                weights instanceof LocalFile local && local.file().toString().endsWith(".onnx");
        if (exported && device == DeviceName.CUDA) {
            throw new IllegalArgumentException("device: cuda; " + weights.word()
                    + " is computed by ONNX Runtime, on the processor; a GPU takes the checkpoint that it was made of");
        }
        ComputeDevice on = exported || device == DeviceName.CPU
                ? null
                : DeviceOption.tellReason(ComputeDevice.of(device.word()), err);
        return on == null || on.isCpu()
                ? onProcessor(Predictor.open(weights, cache, settings))
                : on(on, TrainedNetwork.open(weights, cache));
    }

    private static ImageClassifier onProcessor(Predictor predictor) {
        return new ImageClassifier() {
            @Override
            public List<Guess> classify(Path image, int k) {
                return predictor.classify(image, k);
            }

            @Override
            public void close() {
                predictor.close();
            }
        };
    }

    private static ImageClassifier on(ComputeDevice device, TrainedNetwork trained) {
        Classifier classifier =
                new Classifier(trained, new Placement(device, MemoryLayout.CHANNELS_LAST, Precision.FLOAT32));
        return new ImageClassifier() {
            @Override
            public List<Guess> classify(Path image, int k) {
                int channels = trained.preprocessing().channels();
                return classifier.classify(ImageDecoder.open(image, channels).decode(), k);
            }

            @Override
            public void close() {
                classifier.close();
            }
        };
    }
}
