package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.data.AutoAugment;
import io.channelwise.data.Batch;
import io.channelwise.data.BatchPixels;
import io.channelwise.data.DatasetName;
import io.channelwise.data.Normalization;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.inference.Placement;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Losses;
import io.channelwise.report.EpochRecord;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Precision;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** What holds on a device for every network, attention, optimiser and option; tests of a device say for which. */
final class DeviceContract {

    private static final int CLASSES = 4;
    private static final Normalization NORMALIZATION =
            DatasetName.SHAPES.defaults().normalization();

    private DeviceContract() {}

    /** What training can be told, each alone. */
    static Map<String, UnaryOperator<TrainSettings>> options() {
        Map<String, UnaryOperator<TrainSettings>> options = new LinkedHashMap<>();
        options.put("SGD", settings -> settings);
        options.put("SGD without momentum", with(Descent.sgd(0, false, new WeightDecay(0, false)), plain(0), 1, 1));
        options.put("AdamW", with(adamW(0), plain(0), 1, 1));
        options.put("AdamW, clipped, two rates, two batches a step", with(adamW(0.1), plain(0.1), 2, 3));
        options.put("average of weights", with(sgd(), new Regularization(0, 0, 0.9, ClassWeights.NONE), 1, 1));
        options.put("stochastic depth", with(sgd(), new Regularization(0, 0.5, 0, ClassWeights.NONE), 1, 1));
        options.put("class weights", with(sgd(), new Regularization(0.1, 0, 0, ClassWeights.BALANCED), 1, 1));
        options.put("mixup", augmented(new Augmentation(1, 2, true, 0, AutoAugment.NONE, 0, 0, 0.4, 0)));
        options.put("cutmix", augmented(new Augmentation(1, 2, true, 0, AutoAugment.NONE, 0, 0, 0, 1)));
        options.put("frozen body", frozen("body"));
        options.put("frozen norms", frozen("norms"));
        return options;
    }

    private static Descent sgd() {
        return Descent.sgd(0.9, true, new WeightDecay(5e-4, false));
    }

    private static Descent adamW(double clipNorm) {
        return new Descent(Descent.Algorithm.ADAMW, 0.9, true, new WeightDecay(0.05, false), clipNorm);
    }

    private static Regularization plain(double smoothing) {
        return Regularization.smoothing(smoothing);
    }

    private static UnaryOperator<TrainSettings> with(
            Descent descent, Regularization regularization, int accumulate, double headScale) {
        LearningRate rate = LearningRate.cosine(0.01, 0).headScale(headScale);
        Optimization optimization = new Optimization(1, 16, accumulate, descent, rate, regularization, List.of(), 0);
        return settings -> SyntheticImages.settings(settings.model(), optimization, settings.augmentation(), 2)
                .with(settings.computation());
    }

    private static UnaryOperator<TrainSettings> augmented(Augmentation augmentation) {
        return settings -> SyntheticImages.settings(settings.model(), settings.optimization(), augmentation, 2)
                .with(settings.computation());
    }

    private static UnaryOperator<TrainSettings> frozen(String part) {
        Optimization optimization =
                new Optimization(1, 16, 1, sgd(), LearningRate.cosine(0.01, 0), plain(0), List.of(part), 0);
        return settings -> SyntheticImages.settings(settings.model(), optimization, settings.augmentation(), 2)
                .with(settings.computation());
    }

    /** A run of one epoch with an option. */
    static void trains(Path folder, Computation computation, UnaryOperator<TrainSettings> option) {
        TrainSettings settings = option.apply(
                SyntheticImages.settings("se_resnet20", SyntheticImages.optimization(1), Augmentation.of(1, 2, true), 2)
                        .with(computation));
        TrainResult result = TestRuns.train(TestRuns.begin(folder, settings), TrainingListener.NONE);

        EpochRecord epoch = result.epochs().get(0);
        assertThat(epoch.trainLoss()).isBetween(0.0, 10.0);
        assertThat(epoch.testLoss()).isFinite();
    }

    /** Forward, backward, a step of the optimiser, and evaluation, beside the processor in float32. */
    static void takesAStep(String model, ComputeDevice device, Precision precision, double tolerance) {
        Placement place = new Placement(device, MemoryLayout.CHANNELS_LAST, precision);
        double expected = loss(model, Placement.CPU);
        double actual = loss(model, place);

        assertThat(actual).isCloseTo(expected, within(tolerance * Math.abs(expected)));
    }

    private static double loss(String model, Placement place) {
        Batch batch = batch(place.takesBytes());
        try (Network network = Models.create(model, 3, CLASSES, 0);
                Scope scope = new Scope()) {
            place.take(network);
            Tensor loss = Losses.crossEntropy(place.logits(network, batch), place.labels(batch), 0.1);
            loss.backward();
            try (Optimizer optimizer = new AdamW(network.parameters(), new WeightDecay(0.01, false))) {
                optimizer.step(1e-4);
            }
            network.parameters().forEach((key, weight) -> {
                assertThat(weight.grad().isfinite().all().item_bool())
                        .as("gradient of %s", key)
                        .isTrue();
                assertThat(weight.isfinite().all().item_bool())
                        .as("%s after a step", key)
                        .isTrue();
            });
            assertEvaluates(network, place, batch);
            return Tensors.item(loss);
        }
    }

    private static void assertEvaluates(Network network, Placement place, Batch batch) {
        network.eval();
        try (NoGrad guard = new NoGrad();
                Scope scope = new Scope()) {
            for (float logit : Tensors.floats(place.logits(network, batch))) {
                assertThat(logit).isFinite();
            }
        }
    }

    private static Batch batch(boolean bytes) {
        byte[] values = new byte[4 * 32 * 32 * 3];
        new Random(0).nextBytes(values);
        BatchPixels.Bytes pixels = new BatchPixels.Bytes(values, 4, NORMALIZATION, null);
        int[] labels = {0, 1, 2, 3};
        BatchPixels sent = bytes ? pixels : new BatchPixels.Normalized(pixels.values());
        return new Batch(sent, 4, 3, 32, 32, labels, labels, labels, 1);
    }
}
