package io.channelwise.data;

import java.util.OptionalInt;

/**
 * What training needs to know of a dataset before it sees an image.
 *
 * @param imageSize the images' columns and rows; none for folders, whose images have any size
 * @param normalization the usual means and standard deviations, with as many channels as the images have
 * @param horizontalFlip whether a mirrored image still belongs to its class
 */
public record DataDefaults(OptionalInt imageSize, Normalization normalization, boolean horizontalFlip) {

    static DataDefaults grey(int size, float mean, float std, boolean flip) {
        return new DataDefaults(OptionalInt.of(size), new Normalization(new float[] {mean}, new float[] {std}), flip);
    }

    static DataDefaults rgb(OptionalInt size, float[] mean, float[] std) {
        return new DataDefaults(size, new Normalization(mean, std), true);
    }
}
