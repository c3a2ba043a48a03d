package io.channelwise.train;

import io.channelwise.data.BadImages;
import io.channelwise.data.DatasetSpec;

/** Settings that do well on each kind of data within minutes to an hour on two cores. */
public final class TrainDefaults {

    private static final WeightDecay DECAY = new WeightDecay(5e-4, false);
    private static final double MOMENTUM = 0.9;
    private static final int SEED = 0;
    private static final int WORKERS = 1;

    private TrainDefaults() {}

    /** The settings for a data set; a folder's images are taken at 128 x 128 pixels. */
    public static TrainSettings of(DatasetSpec data) {
        boolean flip = data.defaults().horizontalFlip();
        return switch (data.name()) {
            case SHAPES -> small(data, "sk_resnet20", sgd(6, 64, 0.1, 0), Augmentation.of(1, 2, flip));
            case MNIST -> small(data, "se_resnet20", sgd(4, 128, 0.2, 0), Augmentation.of(1, 2, flip));
            case FASHION_MNIST -> small(data, "se_resnet20", sgd(10, 128, 0.2, 0.05), Augmentation.of(1, 2, flip));
            case CIFAR10, CIFAR100 -> small(data, "se_resnet20", sgd(30, 128, 0.2, 0.05), Augmentation.of(1, 4, flip));
            case FOLDER -> settings(data, "se_resnet18", 128, sgd(20, 32, 0.05, 0.1), Augmentation.of(0.35, 0, flip));
        };
    }

    private static Optimization sgd(int epochs, int batchSize, double learningRate, double labelSmoothing) {
        return Optimization.plain(
                epochs,
                batchSize,
                Descent.sgd(MOMENTUM, true, DECAY),
                LearningRate.cosine(learningRate, 1),
                Regularization.smoothing(labelSmoothing));
    }

    private static TrainSettings small(
            DatasetSpec data, String model, Optimization optimization, Augmentation augmentation) {
        int size = data.defaults().imageSize().orElseThrow();
        return settings(data, model, size, optimization, augmentation);
    }

    private static TrainSettings settings(
            DatasetSpec data, String model, int size, Optimization optimization, Augmentation augmentation) {
        return new TrainSettings(
                null,
                data.toString(),
                model,
                null,
                null,
                size,
                BadImages.FAIL,
                optimization,
                augmentation,
                false,
                Computation.CPU,
                SEED,
                WORKERS);
    }
}
