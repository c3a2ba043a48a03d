package io.channelwise.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Makes batches of a dataset, decoded and transformed ahead on worker threads.
 *
 * <p>The order depends on the seed and the epoch alone, and the draws of an image's random transforms on the seed, the
 * epoch and the image's index, so that the number of workers changes nothing.
 */
public final class Loader {

    private static final int ORDER = 0;
    private static final int TRANSFORM = 1;
    private static final long MAX_LENGTH = Integer.MAX_VALUE - 8L;

    private final Dataset dataset;
    private final LoaderSettings settings;
    private final Transform transform;
    private final Normalization normalization;

    /**
     * @param transform applied to each image; all images of a batch must come out with one size
     * @param normalization applied after it; says how many channels a batch has
     */
    public Loader(Dataset dataset, LoaderSettings settings, Transform transform, Normalization normalization) {
        this.dataset = dataset;
        this.settings = settings;
        this.transform = transform;
        this.normalization = normalization;
    }

    /** The number of batches in an epoch. */
    public int batches() {
        int whole = dataset.size() / settings.batchSize();
        boolean rest = dataset.size() % settings.batchSize() > 0 && !settings.dropLast();
        return rest ? whole + 1 : whole;
    }

    /** The number of images in an epoch. */
    public long images() {
        return settings.dropLast() ? (long) batches() * settings.batchSize() : dataset.size();
    }

    /**
     * Starts an epoch's workers. Close it, as in try-with-resources, so that they end where the loop is left early.
     *
     * @param epoch from 0 on; each has its own order and its own transforms
     */
    public Epoch epoch(int epoch) {
        int[] order = order(epoch);
        return new Epoch(batches(), settings.workers(), number -> batch(epoch, indices(order, number)));
    }

    private int[] order(int epoch) {
        if (settings.shuffle()) {
            return Seeds.permutation(dataset.size(), Seeds.random(settings.seed(), ORDER, epoch));
        }
        int[] order = new int[dataset.size()];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private int[] indices(int[] order, int batch) {
        int from = batch * settings.batchSize();
        return Arrays.copyOfRange(order, from, Math.min(order.length, from + settings.batchSize()));
    }

    private Batch batch(int epoch, int[] indices) throws InterruptedException {
        Image first = transformed(epoch, indices[0]);
        float[] pixels = pixels(indices.length, first);
        int imageLength = pixels.length / indices.length;
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            Image image = i == 0 ? first : transformed(epoch, indices[i]);
            requireSameSize(first, indices[0], image, indices[i]);
            normalization.write(image, pixels, i * imageLength);
            labels[i] = dataset.label(indices[i]);
        }
        return new Batch(
                pixels, indices.length, normalization.channels(), first.height(), first.width(), labels, indices);
    }

    private float[] pixels(int images, Image first) {
        long length = (long) images * normalization.channels() * first.height() * first.width();
        if (length > MAX_LENGTH) {
            throw new DataException("a batch of " + images + " images of " + first.width() + " x " + first.height()
                    + " pixels is too large; take fewer images at a time or a smaller size");
        }
        return new float[(int) length];
    }

    private Image transformed(int epoch, int index) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        RandomGenerator random = Seeds.random(settings.seed(), TRANSFORM, epoch, index);
        return transform.apply(dataset.image(index), random);
    }

    private void requireSameSize(Image first, int firstIndex, Image image, int index) {
        if (image.height() != first.height() || image.width() != first.width()) {
            throw new DataException(dataset.id(index) + ": " + image.width() + " x " + image.height()
                    + " pixels in a batch with " + dataset.id(firstIndex) + " of " + first.width() + " x "
                    + first.height() + "; a transform must give all images one size");
        }
    }
}
