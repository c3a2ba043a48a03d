package io.channelwise.data;

import java.util.List;

/** Labelled images, each reached by its index. Every method may be called from several threads at once. */
public interface Dataset {

    /** A short name with its part, such as {@code cifar10 train}. */
    String name();

    /** The names of the classes; a label is an index into them. */
    List<String> classes();

    /** The number of images. */
    int size();

    /** Channels of the images: 1 (grey) or 3 (RGB). */
    int channels();

    /** The label of image {@code i}, without decoding it. */
    int label(int i);

    /** Where image {@code i} comes from: a file's path, or a record's number such as {@code test record 17}. */
    String id(int i);

    /** The same from the data set's own folder on, such as {@code val/ant/1.jpg}; {@link #id} where there is none. */
    default String shortId(int i) {
        return id(i);
    }

    /**
     * Decodes image {@code i}.
     *
     * @throws DataException that names the file, where it cannot be decoded
     */
    Image image(int i);

    /**
     * Image {@code i}, to be decoded as far as a transform needs it.
     *
     * @param channels what the network takes, 1 or 3; a file is decoded to them where that costs less, another dataset
     *     may give its own channels
     * @throws DataException that names the file, where it is no image
     */
    default ImageSource source(int i, int channels) {
        return ImageSource.of(image(i));
    }

    /** Image {@code i} with its label and origin. */
    default Sample sample(int i) {
        return new Sample(image(i), label(i), id(i));
    }
}
