package io.channelwise.deploy;

import io.channelwise.data.Image;
import io.channelwise.data.ImageDecoder;
import io.channelwise.data.ImageSource;
import io.channelwise.inference.Classifier.Guess;
import io.channelwise.weights.ClassNames;
import io.channelwise.weights.Preprocessing;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * Images in, classes out, with ONNX Runtime. Any number of threads may call one predictor at once; all share one loaded
 * model. Images of any size are prepared as the model's own description says.
 *
 * <pre>{@code
 * try (Predictor predictor = Predictor.open(Path.of("flowers.onnx"))) {
 *     List<Guess> guesses = predictor.classify(Files.readAllBytes(photo), "photo.jpg", 5);
 * }
 * }</pre>
 */
public final class Predictor implements AutoCloseable {

    static final String EXTENSION = ".onnx";

    /** The most images that run together; it bounds the memory of a long list. */
    private static final int BATCH = 32;

    private final OnnxSession session;
    private final List<String> classes;
    private final ImageInputs inputs;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private Predictor(OnnxSession session) {
        this.session = session;
        this.classes = session.description().classes();
        try {
            this.inputs = new ImageInputs(session);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new DeployException(session.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens a model that {@link OnnxExporter} has written, {@code NAME.onnx}, or a checkpoint that describes itself, which
     * is exported first and kept below {@code $CHANNELWISE_CACHE} or {@code ~/.cache/channelwise}.
     *
     * <p>A file may come from anywhere: what is not like an export is refused before it is loaded, unless
     * {@link SessionSettings#trusted}.
     *
     * @throws DeployException if it is no such model
     * @throws io.channelwise.weights.WeightsException if it is no such checkpoint
     */
    public static Predictor open(Path file) {
        return open(new WeightsSource.LocalFile(file), WeightsCache.standard());
    }

    /**
     * Opens a model or weights wherever they are: {@code open(WeightsSource.parse("timm/seresnet50.a1_in1k"),
     * WeightsCache.standard())}.
     *
     * @throws DeployException if it is an ONNX file that cannot be used
     * @throws io.channelwise.weights.WeightsException if weights cannot be had, read or used
     */
    public static Predictor open(WeightsSource source, WeightsCache cache) {
        return open(source, cache, SessionSettings.DEFAULT);
    }

    /** Opens a model or weights, computed as the settings say. */
    public static Predictor open(WeightsSource source, WeightsCache cache, SessionSettings settings) {
        return open(source, cache, settings, ExportCache.standard());
    }

    static Predictor open(WeightsSource source, WeightsCache cache, SessionSettings settings, ExportCache exports) {
        if (source instanceof WeightsSource.LocalFile local
                && local.file().toString().endsWith(EXTENSION)) {
            return new Predictor(OnnxSession.open(local.file(), settings));
        }
        return new Predictor(exports.open(source, cache, settings));
    }

    /** The model's name in the registry. */
    public String model() {
        return session.description().model();
    }

    /** The class names in the order of the outputs; empty if the model does not say them. */
    public List<String> classes() {
        return classes;
    }

    /** What makes an input of an image. */
    public Preprocessing preprocessing() {
        return inputs.preprocessing();
    }

    /**
     * The {@code k} most probable classes of an encoded image, the most probable first.
     *
     * @param image JPEG, PNG, BMP, GIF or WebP
     * @param name what errors call it
     * @throws io.channelwise.data.DataException with that name, where the bytes are no usable image
     */
    public List<Guess> classify(byte[] image, String name, int k) {
        return classify(ImageDecoder.open(image, name, preprocessing().channels()), k);
    }

    /**
     * The {@code k} most probable classes of an image file.
     *
     * @throws io.channelwise.data.DataException that names the file, where it cannot be read or is no usable image
     */
    public List<Guess> classify(Path image, int k) {
        return classify(ImageDecoder.open(image, preprocessing().channels()), k);
    }

    private List<Guess> classify(ImageSource image, int k) {
        requirePositive(k);
        return best(probabilities(logits(List.of(inputs.prepare(image)))[0]), k);
    }

    /** The {@code k} most probable classes of an image of any size, the most probable first. */
    public List<Guess> classify(Image image, int k) {
        return classify(List.of(image), k).get(0);
    }

    /** The {@code k} most probable classes of each image, run in batches. */
    public List<List<Guess>> classify(List<Image> images, int k) {
        requirePositive(k);
        List<List<Guess>> guesses = new ArrayList<>();
        for (int from = 0; from < images.size(); from += BATCH) {
            List<Image> batch = images.subList(from, Math.min(images.size(), from + BATCH));
            for (float[] logits : logits(inputs.prepare(batch))) {
                guesses.add(best(probabilities(logits), k));
            }
        }
        return guesses;
    }

    private static void requirePositive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k: " + k + "; allowed: 1 or more");
        }
    }

    private float[][] logits(List<Image> prepared) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the predictor is closed");
            }
            return inputs.run(prepared);
        } finally {
            lock.readLock().unlock();
        }
    }

    private static double[] probabilities(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            probabilities[c] = Math.exp(logits[c] - largest);
            sum += probabilities[c];
        }
        for (int c = 0; c < logits.length; c++) {
            probabilities[c] /= sum;
        }
        return probabilities;
    }

    private List<Guess> best(double[] probabilities, int k) {
        List<String> names = classes.isEmpty() ? ClassNames.numbers(probabilities.length) : classes;
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -probabilities[c]))
                .limit(k)
                .map(c -> new Guess(names.get(c), probabilities[c]))
                .toList();
    }

    /** Waits for the images that are being classified, then frees the model. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
