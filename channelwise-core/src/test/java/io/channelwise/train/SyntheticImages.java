package io.channelwise.train;

import io.channelwise.data.AutoAugment;
import io.channelwise.data.BadImages;
import io.channelwise.data.DataDefaults;
import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetName;
import io.channelwise.data.Image;
import io.channelwise.data.Splits;
import java.util.List;
import java.util.Random;

/** Small noisy images of two classes, bright above or bright below, for tests of the loop itself. */
record SyntheticImages(String name, int size, long seed) implements Dataset {

    private static final int SIDE = 32;

    static Splits splits() {
        return Splits.of(new SyntheticImages("train", 48, 1), new SyntheticImages("test", 20, 2));
    }

    static DataDefaults defaults() {
        return DatasetName.SHAPES.defaults();
    }

    static TrainSettings settings(int epochs) {
        return settings(optimization(epochs));
    }

    static Optimization optimization(int epochs) {
        return Optimization.plain(
                epochs,
                16,
                Descent.sgd(0.9, true, new WeightDecay(5e-4, false)),
                LearningRate.cosine(0.05, 1),
                Regularization.smoothing(0.1));
    }

    static TrainSettings settings(Optimization optimization) {
        return settings("sk_resnet20", optimization, Augmentation.of(1, 2, true), 2);
    }

    /** An average of weights, two batches a step, clipping, stochastic depth, mixed images and two rates. */
    static TrainSettings everythingOn(int epochs, int workers) {
        Optimization plain = optimization(epochs);
        Optimization optimization = new Optimization(
                epochs,
                16,
                2,
                plain.descent().clippedTo(0.5),
                plain.rate().headScale(3),
                new Regularization(0.1, 0.3, 0.9, ClassWeights.BALANCED),
                List.of("stem"),
                0);
        Augmentation augmentation = new Augmentation(0.5, 2, true, 0.2, AutoAugment.RANDAUGMENT, 5, 0.3, 0.4, 1);
        return settings("se_resnet20", optimization, augmentation, workers);
    }

    static TrainSettings settings(String model, Optimization optimization, Augmentation augmentation, int workers) {
        return new TrainSettings(
                null,
                "shapes",
                model,
                null,
                null,
                SIDE,
                BadImages.FAIL,
                optimization,
                augmentation,
                false,
                Computation.CPU,
                7,
                workers);
    }

    @Override
    public List<String> classes() {
        return List.of("above", "below");
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public int label(int i) {
        return i % 2;
    }

    @Override
    public String id(int i) {
        return name + " " + i;
    }

    @Override
    public Image image(int i) {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        new Random(seed * 1000 + i).nextBytes(pixels);
        int from = label(i) * pixels.length / 2;
        for (int p = from; p < from + pixels.length / 2; p++) {
            pixels[p] = (byte) (128 + (pixels[p] & 0x7f));
        }
        return new Image(3, SIDE, SIDE, pixels);
    }
}
