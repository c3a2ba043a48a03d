package io.channelwise.benchmarks;

import io.channelwise.data.Batch;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.Epoch;
import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.RandomCrop;
import io.channelwise.data.RandomResizedCrop;
import io.channelwise.data.Transform;
import java.util.Iterator;

/** The batches of one epoch after another, decoded and augmented by the loader as in training. */
final class Feed implements AutoCloseable {

    private static final int CIFAR_SIZE = 32;
    private static final int CIFAR_PADDING = 4;
    private static final int WORKERS = 1;

    private final Loader loader;
    private int epochs;
    private Epoch epoch;
    private Iterator<Batch> batches;

    /** Of the training images of a data set, as {@code channelwise train --data} names it. */
    Feed(String data, int batch, int size) {
        DatasetSpec spec = DatasetSpec.parse(data);
        Transform augmentation = size == CIFAR_SIZE ? new RandomCrop(size, CIFAR_PADDING) : RandomResizedCrop.of(size);
        LoaderSettings settings = new LoaderSettings(batch, true, 0, WORKERS, true);
        loader = new Loader(
                spec.open().train(), settings, augmentation, spec.defaults().normalization());
        begin();
    }

    /** The next batch; a new epoch begins where one ends. */
    Batch next() {
        if (!batches.hasNext()) {
            epoch.close();
            begin();
        }
        return batches.next();
    }

    private void begin() {
        epoch = loader.epoch(epochs++);
        batches = epoch.iterator();
    }

    @Override
    public void close() {
        epoch.close();
    }
}
