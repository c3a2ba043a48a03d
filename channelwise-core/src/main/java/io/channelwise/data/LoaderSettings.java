package io.channelwise.data;

/**
 * How a {@link Loader} makes batches.
 *
 * @param batchSize images in a batch
 * @param shuffle whether every epoch has an order of its own; else the dataset's order
 * @param seed of the order and of the random transforms
 * @param workers threads that decode ahead of the training step
 * @param dropLast whether a last batch with fewer images is left out
 * @param badImages what happens where an image cannot be decoded
 * @param bytes whether batches hold bytes, to be normalised where the network computes, see {@link BatchPixels.Bytes}
 */
public record LoaderSettings(
        int batchSize, boolean shuffle, long seed, int workers, boolean dropLast, BadImages badImages, boolean bytes) {

    /** The most workers: 256. Thousands of threads are more than many systems let a process have. */
    public static final int MAX_WORKERS = 256;

    /** Checks the numbers. */
    public LoaderSettings {
        Sizes.requirePositive("batch size", batchSize);
        requireWorkers("workers", workers);
    }

    /** Batches hold normalised values. */
    public LoaderSettings(
            int batchSize, boolean shuffle, long seed, int workers, boolean dropLast, BadImages badImages) {
        this(batchSize, shuffle, seed, workers, dropLast, badImages, false);
    }

    /** An image that cannot be decoded stops the loader. */
    public LoaderSettings(int batchSize, boolean shuffle, long seed, int workers, boolean dropLast) {
        this(batchSize, shuffle, seed, workers, dropLast, BadImages.FAIL);
    }

    /** For training: shuffled; the last batch is kept. */
    public static LoaderSettings training(int batchSize, long seed, int workers) {
        return new LoaderSettings(batchSize, true, seed, workers, false);
    }

    /** For evaluation: every image once, in the dataset's order. */
    public static LoaderSettings evaluation(int batchSize, int workers) {
        return new LoaderSettings(batchSize, false, 0, workers, false);
    }

    /**
     * The same number.
     *
     * @param source who wishes it, for the message
     * @throws IllegalArgumentException if it is less than 1 or more than {@link #MAX_WORKERS}
     */
    public static int requireWorkers(String source, int workers) {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException(source + ": " + workers + "; allowed: 1 to " + MAX_WORKERS);
        }
        return workers;
    }

    /** The same, with another answer to images that cannot be decoded. */
    public LoaderSettings with(BadImages answer) {
        return new LoaderSettings(batchSize, shuffle, seed, workers, dropLast, answer, bytes);
    }

    /** The same with batches of bytes, or of normalised values. */
    public LoaderSettings withBytes(boolean wanted) {
        return new LoaderSettings(batchSize, shuffle, seed, workers, dropLast, badImages, wanted);
    }

    /** The fewest images that a batch may be left with: batch norm learns nothing from a single one. */
    int leastImages() {
        return shuffle ? 2 : 1;
    }
}
