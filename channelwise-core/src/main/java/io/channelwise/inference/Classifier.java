package io.channelwise.inference;

import io.channelwise.data.Batch;
import io.channelwise.data.Image;
import io.channelwise.data.Normalization;
import io.channelwise.data.Transform;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.Preprocessing;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Images in, classes out: a trained network with the preprocessing and the class names that belong to it. */
public final class Classifier implements AutoCloseable {

    private final TrainedNetwork trained;
    private final Transform transform;
    private final Normalization normalization;
    private final Placement placement;

    /** Takes over the network, and closes it with itself. */
    public Classifier(TrainedNetwork trained) {
        this(trained, Placement.CPU);
    }

    /** Takes over the network, moves it to that place, and closes it with itself. */
    public Classifier(TrainedNetwork trained, Placement placement) {
        this.trained = trained;
        this.placement = placement;
        placement.take(trained.network());
        this.transform = Pipelines.use(trained.preprocessing());
        this.normalization = Pipelines.normalization(trained.preprocessing());
    }

    /**
     * A class for an image.
     *
     * @param name of the class
     * @param probability from 0 to 1
     */
    public record Guess(String name, double probability) {}

    /**
     * The {@code k} most probable classes of an image of any size, the most probable first.
     *
     * @throws EvaluationException if the network's outputs are NaN or infinite, so that there is no probability
     */
    public List<Guess> classify(Image image, int k) {
        Preprocessing input = trained.preprocessing();
        Image ready = transform.apply(image, new Random(0));
        float[] pixels = new float[input.channels() * ready.height() * ready.width()];
        normalization.write(ready, pixels, 0);
        float[] probabilities = probabilities(pixels, input.channels(), ready.height(), ready.width());
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -probabilities[c]))
                .limit(k)
                .map(c -> new Guess(trained.classes().get(c), probabilities[c]))
                .toList();
    }

    private float[] probabilities(float[] pixels, int channels, int height, int width) {
        Batch one = new Batch(pixels, 1, channels, height, width, new int[1], new int[1]);
        try (Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            Tensor logits = placement.logits(trained.network(), one);
            if (!logits.isfinite().all().item_bool()) {
                throw new EvaluationException(
                        "The network's outputs are not finite numbers; its weights have diverged");
            }
            return Tensors.floats(torch.softmax(logits, 1));
        }
    }

    @Override
    public void close() {
        trained.close();
    }
}
