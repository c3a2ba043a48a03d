package io.channelwise.deploy;

import io.channelwise.data.Dataset;
import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.ReadableImages;
import io.channelwise.inference.Pipelines;
import io.channelwise.weights.Preprocessing;
import java.util.function.Consumer;

/**
 * How the ranges of a network's tensors are found: start from {@link #of} and change what differs.
 *
 * @param data whose images show the ranges; what the network was trained on, never what it is tested on
 * @param images how many are drawn, as many of each class; 256 by default
 * @param seed of the draw; 0 by default
 * @param method which part of a range is kept; {@link CalibrationMethod#MINMAX} by default
 * @param gates which part of channel attention is in int8; {@link Gates#PRODUCT} by default
 * @param losses whether it is measured what each layer loses, for which the model is loaded and run once a layer; true by
 *     default
 */
public record Int8Calibration(
        Dataset data, int images, long seed, CalibrationMethod method, Gates gates, boolean losses) {

    /** The number of images by default. */
    public static final int DEFAULT_IMAGES = 256;

    /** @throws IllegalArgumentException if there is no image */
    public Int8Calibration {
        if (images < 1) {
            throw new IllegalArgumentException("calibration images: " + images + "; allowed: 1 or more");
        }
    }

    /** On images of this dataset. */
    public static Int8Calibration of(Dataset data) {
        return new Int8Calibration(data, DEFAULT_IMAGES, 0, CalibrationMethod.MINMAX, Gates.PRODUCT, true);
    }

    /** The same with so many images. */
    public Int8Calibration images(int wish) {
        return new Int8Calibration(data, wish, seed, method, gates, losses);
    }

    /** The same with another method. */
    public Int8Calibration method(CalibrationMethod wish) {
        return new Int8Calibration(data, images, seed, wish, gates, losses);
    }

    /** The same with another part of channel attention in int8. */
    public Int8Calibration gates(Gates wish) {
        return new Int8Calibration(data, images, seed, method, wish, losses);
    }

    /**
     * The same without those of its images that cannot be read, for which each is decoded once.
     *
     * @param skipped takes a line for each of those
     * @throws io.channelwise.data.DataException if none can be read
     */
    public Int8Calibration onlyReadable(Consumer<String> skipped) {
        Dataset readable = ReadableImages.of(StratifiedSample.of(data, images, seed), skipped);
        return new Int8Calibration(readable, images, seed, method, gates, losses);
    }

    /** The same without measuring what each layer loses. */
    public Int8Calibration withoutLosses() {
        return new Int8Calibration(data, images, seed, method, gates, false);
    }

    /** So many of the images, prepared as they are in use. */
    Loader loader(Preprocessing preprocessing, int count, int batch) {
        return new Loader(
                StratifiedSample.of(data, count, seed),
                LoaderSettings.evaluation(batch, 1),
                Pipelines.use(preprocessing),
                Pipelines.normalization(preprocessing));
    }
}
