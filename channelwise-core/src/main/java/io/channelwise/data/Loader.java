package io.channelwise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;

/**
 * Makes batches of a dataset, decoded and transformed ahead on worker threads.
 *
 * <p>The order depends on the seed and the epoch alone, the draws of an image's random transforms on the seed, the epoch
 * and the image's index, and those of a batch's on the seed, the epoch and the batch's number, so that the number of
 * workers changes nothing.
 *
 * <p>With {@link BadImages#SKIP} a batch lacks its images that cannot be decoded; no other image takes their place. A
 * batch of which nothing is left is left out, and of a shuffled dataset also one of which a single image is left, as
 * training cannot use it.
 */
public final class Loader {

    private static final int ORDER = 0;
    private static final int TRANSFORM = 1;
    private static final int BATCH = 2;
    private static final long MAX_LENGTH = Integer.MAX_VALUE - 8L;

    private final Dataset dataset;
    private final LoaderSettings settings;
    private final Transform transform;
    private final Normalization normalization;
    private final BatchTransform batchTransform;
    private final ConcurrentSkipListMap<Integer, String> skipped = new ConcurrentSkipListMap<>();

    /**
     * @param transform applied to each image; all images of a batch must come out with one size
     * @param normalization applied after it; says how many channels a batch has
     */
    public Loader(Dataset dataset, LoaderSettings settings, Transform transform, Normalization normalization) {
        this(dataset, settings, transform, normalization, BatchTransform.identity());
    }

    /**
     * @param transform applied to each image; all images of a batch must come out with one size
     * @param normalization applied after it; says how many channels a batch has
     * @param batchTransform applied to each batch after that
     */
    public Loader(
            Dataset dataset,
            LoaderSettings settings,
            Transform transform,
            Normalization normalization,
            BatchTransform batchTransform) {
        this.dataset = dataset;
        this.settings = settings;
        this.transform = transform;
        this.normalization = normalization;
        this.batchTransform = batchTransform;
    }

    /** The number of batches in an epoch, if none is left out because of skipped images. */
    public int batches() {
        int whole = dataset.size() / settings.batchSize();
        boolean rest = dataset.size() % settings.batchSize() > 0 && !settings.dropLast();
        return rest ? whole + 1 : whole;
    }

    /** The number of images in an epoch, skipped ones included. */
    public long images() {
        return settings.dropLast() ? (long) batches() * settings.batchSize() : dataset.size();
    }

    /** Each image skipped in any epoch so far, once, as {@code PATH: reason} and in the dataset's order. */
    public List<String> skipped() {
        return List.copyOf(skipped.values());
    }

    /**
     * Starts an epoch's workers. Close it, as in try-with-resources, so that they end where the loop is left early.
     *
     * @param epoch from 0 on; each has its own order and its own transforms
     */
    public Epoch epoch(int epoch) {
        int[] order = order(epoch);
        return new Epoch(batches(), settings.workers(), number -> batch(epoch, number, indices(order, number)));
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

    private Optional<Batch> batch(int epoch, int number, int[] indices) throws InterruptedException {
        int[] used = new int[indices.length];
        List<Image> images = new ArrayList<>();
        for (int index : indices) {
            Optional<Image> image = image(epoch, index);
            if (image.isPresent()) {
                used[images.size()] = index;
                images.add(image.get());
            }
        }
        if (images.size() < Math.min(indices.length, settings.leastImages())) {
            return Optional.empty();
        }
        Batch batch = batch(Arrays.copyOf(used, images.size()), images);
        return Optional.of(batchTransform.apply(batch, Seeds.random(settings.seed(), BATCH, epoch, number)));
    }

    private Optional<Image> image(int epoch, int index) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        RandomGenerator random = Seeds.random(settings.seed(), TRANSFORM, epoch, index);
        try {
            return Optional.of(transformed(index, random));
        } catch (DataException e) {
            if (settings.badImages() == BadImages.FAIL) {
                throw new UnreadableImageException(e);
            }
            skipped.put(index, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whatever goes wrong with an image is told with its name. */
    private Image transformed(int index, RandomGenerator random) {
        try {
            return transform.apply(dataset.source(index, normalization.channels()), random);
        } catch (DataException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DataException(dataset.id(index) + ": cannot be prepared: " + e.getMessage(), e);
        }
    }

    private Batch batch(int[] indices, List<Image> images) {
        Image first = images.get(0);
        for (int i = 0; i < indices.length; i++) {
            requireSameSize(first, indices[0], images.get(i), indices[i]);
        }
        int[] labels = Arrays.stream(indices).map(dataset::label).toArray();
        BatchPixels pixels = settings.bytes() ? bytes(images) : normalized(images);
        return new Batch(
                pixels,
                indices.length,
                normalization.channels(),
                first.height(),
                first.width(),
                labels,
                indices,
                labels,
                1);
    }

    private BatchPixels normalized(List<Image> images) {
        float[] pixels = new float[length(images)];
        int imageLength = pixels.length / images.size();
        for (int i = 0; i < images.size(); i++) {
            normalization.write(images.get(i), pixels, i * imageLength);
        }
        return new BatchPixels.Normalized(pixels);
    }

    private BatchPixels bytes(List<Image> images) {
        byte[] bytes = new byte[length(images)];
        int imageLength = bytes.length / images.size();
        for (int i = 0; i < images.size(); i++) {
            byte[] image = images.get(i).withChannels(normalization.channels()).pixels();
            System.arraycopy(image, 0, bytes, i * imageLength, imageLength);
        }
        return new BatchPixels.Bytes(bytes, images.size(), normalization, null);
    }

    private int length(List<Image> images) {
        Image first = images.get(0);
        long length = (long) images.size() * normalization.channels() * first.height() * first.width();
        if (length > MAX_LENGTH) {
            throw new DataException("a batch of " + images.size() + " images of " + first.width() + " x "
                    + first.height() + " pixels is too large; take fewer images at a time or a smaller size");
        }
        return (int) length;
    }

    private void requireSameSize(Image first, int firstIndex, Image image, int index) {
        if (image.height() != first.height() || image.width() != first.width()) {
            throw new DataException(dataset.id(index) + ": " + image.width() + " x " + image.height()
                    + " pixels in a batch with " + dataset.id(firstIndex) + " of " + first.width() + " x "
                    + first.height() + "; a transform must give all images one size");
        }
    }
}
