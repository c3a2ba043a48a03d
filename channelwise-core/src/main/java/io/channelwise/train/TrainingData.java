package io.channelwise.train;

import io.channelwise.data.DataDefaults;
import io.channelwise.data.DataException;
import io.channelwise.data.Dataset;
import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.Normalization;
import io.channelwise.data.Splits;
import io.channelwise.inference.Pipelines;
import io.channelwise.report.DataNotes;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The images of a run, ready to be looped over.
 *
 * @param splits where they come from
 * @param train shuffled and augmented; an incomplete last batch is left out
 * @param test in order, each image as it will be in use
 * @param preprocessing what makes an input of an image in use
 */
public record TrainingData(Splits splits, Loader train, Loader test, Preprocessing preprocessing) {

    private static final double CROP_FRACTION = 0.875;

    /**
     * Prepares both parts of a data set for a run.
     *
     * @throws DataException if there are too few training images for a step
     */
    public static TrainingData of(Splits splits, DataDefaults defaults, TrainSettings settings) {
        int images = splits.train().size();
        if (images < 2) {
            throw new DataException(splits.train().name() + " holds " + images + " images; training needs 2 or more");
        }
        Preprocessing input = preprocessing(defaults, settings.imageSize());
        Normalization normalization = Pipelines.normalization(input);
        int batch = Math.min(settings.optimization().batchSize(), images);
        LoaderSettings shuffled = new LoaderSettings(
                        batch, true, settings.seed(), settings.workers(), true, settings.onBadImage())
                .withBytes(settings.computation().takesBytes());
        Augmentation augmentation = settings.augmentation();
        Loader train = new Loader(
                splits.train(), shuffled, augmentation.transform(input), normalization, augmentation.batchTransform());
        LoaderSettings inOrder = LoaderSettings.evaluation(batch, settings.workers())
                .with(settings.onBadImage())
                .withBytes(settings.computation().takesBytes());
        return new TrainingData(splits, train, loader(splits.test(), input, inOrder), input);
    }

    /** A loader of images as they are in use: resized, cropped and normalised, in order. */
    public static Loader inOrder(Dataset images, Preprocessing input, int batch, int workers) {
        return inOrder(images, input, LoaderSettings.evaluation(batch, workers));
    }

    /** A loader of images as they are in use: resized and cropped, normalised unless it hands out bytes. */
    public static Loader inOrder(Dataset images, Preprocessing input, LoaderSettings settings) {
        return loader(images, input, settings);
    }

    private static Loader loader(Dataset images, Preprocessing input, LoaderSettings settings) {
        return new Loader(images, settings, Pipelines.use(input), Pipelines.normalization(input));
    }

    /** What makes an input of this size: images of the data set's own size are taken whole, others lose their border. */
    public static Preprocessing preprocessing(DataDefaults defaults, int imageSize) {
        Normalization normalization = defaults.normalization();
        return new Preprocessing(
                normalization.channels(),
                imageSize,
                imageSize,
                Interpolation.BILINEAR,
                defaults.imageSize().isPresent() ? 1 : CROP_FRACTION,
                doubles(normalization.mean()),
                doubles(normalization.std()));
    }

    private static List<Double> doubles(float[] values) {
        List<Double> doubles = new ArrayList<>();
        for (float value : values) {
            doubles.add(Double.parseDouble(Float.toString(value)));
        }
        return doubles;
    }

    /** Where the training images come from. */
    Dataset trainImages() {
        return splits.train();
    }

    /** Where the test images come from, to show mistakes. */
    Dataset testImages() {
        return splits.test();
    }

    /** Images that could not be read in any pass so far, as {@code PATH: reason}. */
    List<String> unreadable() {
        return Stream.concat(train.skipped().stream(), test.skipped().stream()).toList();
    }

    /** What the reader of a report should know about the images. */
    DataNotes notes() {
        List<String> skipped =
                Stream.concat(splits.skipped().stream(), unreadable().stream()).toList();
        return DataNotes.of(splits.division(), skipped);
    }

    /** The class names in the order of the outputs. */
    public List<String> classes() {
        return splits.test().classes();
    }

    /** The channels of the input. */
    public int channels() {
        return preprocessing.channels();
    }
}
