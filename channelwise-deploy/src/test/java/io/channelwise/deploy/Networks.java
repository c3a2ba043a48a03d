package io.channelwise.deploy;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.inference.TrainedNetwork;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.runtime.Version;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.ClassNames;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.StateDicts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Networks as if trained: no statistic is trivial, and activations stay finite in the deepest. */
final class Networks {

    static final int CLASSES = 5;

    private Networks() {}

    /** A network for colour images of 32 x 32. */
    static TrainedNetwork trained(String name) {
        return trained(name, 3);
    }

    static TrainedNetwork trained(String name, int channels) {
        return trained(name, channels, CLASSES);
    }

    static TrainedNetwork trained(String name, int channels, int classes) {
        Network network = Models.create(name, channels, classes, 7);
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            GeneratorOptional source = new GeneratorOptional(torch.make_generator_cpu(3));
            network.stateDict().forEach((key, tensor) -> fill(key, tensor, source));
        }
        network.to(MemoryLayout.CHANNELS_LAST.format()).eval();
        return new TrainedNetwork(network, name, ClassNames.numbers(classes), preprocessing(channels));
    }

    /** The same as a checkpoint that describes itself. */
    static Path checkpoint(Path file, TrainedNetwork trained) {
        ModelDescription description = new ModelDescription(
                trained.model(), trained.classes(), trained.preprocessing(), Map.of(), Version.current());
        Checkpoint.of(description, StateDicts.stored(trained.network().stateDict()))
                .write(file);
        return file;
    }

    static Preprocessing preprocessing(int channels) {
        List<Double> mean = List.of(0.485, 0.456, 0.406).subList(0, channels);
        List<Double> std = List.of(0.229, 0.224, 0.225).subList(0, channels);
        return new Preprocessing(channels, 32, 32, Interpolation.BILINEAR, 0.875, mean, std);
    }

    private static void fill(String key, Tensor tensor, GeneratorOptional source) {
        if (key.endsWith("running_var")) {
            tensor.uniform_(1, 1.5, source);
        } else if (key.endsWith("running_mean") || key.endsWith("bias")) {
            tensor.uniform_(-0.1, 0.1, source);
        } else if (key.endsWith("weight") && tensor.dim() == 1) {
            tensor.uniform_(0.4, 0.6, source);
        } else if (key.endsWith("weight")) {
            double bound = Math.sqrt(6.0 * tensor.size(0) / tensor.numel());
            tensor.uniform_(-bound, bound, source);
        }
    }

    /** Pixels like those of normalised images, row-major. */
    static float[] images(int count, int channels, int height, int width) {
        Random random = new Random(count);
        float[] values = new float[count * channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** What libtorch makes of them, row-major. */
    static float[] eager(Network network, float[] images, long... shape) {
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensor x = Tensors.of(images, shape).contiguous(MemoryLayout.CHANNELS_LAST.format());
            return Tensors.floats(network.call(x));
        }
    }
}
