package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Initialization;
import io.channelwise.runtime.Tensors;
import io.channelwise.weights.StoredTensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightAverageTest {

    private static final double DECAY = 0.6;

    @TempDir
    private Path folder;

    @Test
    void followsTheFormulaFromTheFirstWeightsOn() {
        try (Network network = Models.create("resnet20", 3, 2, 1);
                WeightAverage average = WeightAverage.of(network, settings(DECAY))) {
            double weight = Tensors.floats(network.stateDict().get("linear.bias"))[0];
            double variance = 1;
            for (int step = 0; step < 30; step++) {
                Initialization.constant(network.stateDict().get("linear.bias"), step * 0.1);
                Initialization.constant(network.stateDict().get("bn1.running_var"), step + 2);
                Initialization.constant(network.stateDict().get("bn1.num_batches_tracked"), step);
                average.update(step);
                double decay = Math.min(DECAY, (1.0 + step) / (10 + step));
                weight = decay * weight + (1 - decay) * step * 0.1;
                variance = decay * variance + (1 - decay) * (step + 2);
            }
            assertThat(value(average, "linear.bias")).isCloseTo(weight, within(1e-5));
            assertThat(value(average, "bn1.running_var")).isCloseTo(variance, within(1e-4));
            assertThat(value(average, "bn1.num_batches_tracked")).isEqualTo(29);
        }
    }

    @Test
    void withoutDecayItIsTheNetworkItself() {
        try (Network network = Models.create("resnet20", 3, 2, 1);
                WeightAverage average = WeightAverage.of(network, settings(0))) {
            average.update(0);
            assertThat(average.network()).isSameAs(network);
            assertThat(average.isKept()).isFalse();
        }
    }

    @Test
    void theAverageIsWhatIsSavedAndTheResumePointHoldsBoth() {
        RunDirectory run = TestRuns.begin(folder.resolve("averaged"), settings(0.9));
        TestRuns.train(run, TrainingListener.NONE);

        Map<String, StoredTensor> saved = TestRuns.tensors(run.last());
        Map<String, StoredTensor> resume = TestRuns.tensors(run.resumePoint());
        saved.forEach((key, tensor) ->
                assertThat(resume.get("average." + key).data()).as(key).isEqualTo(tensor.data()));
        assertThat(resume.get("network.linear.weight").data())
                .isNotEqualTo(saved.get("linear.weight").data());
    }

    private static double value(WeightAverage average, String key) {
        return Tensors.floats(average.network().stateDict().get(key))[0];
    }

    private static TrainSettings settings(double decay) {
        Optimization plain = SyntheticImages.optimization(1);
        Optimization averaging = Optimization.plain(
                1, 16, plain.descent(), plain.rate(), new Regularization(0, 0, decay, ClassWeights.NONE));
        return SyntheticImages.settings("resnet20", averaging, Augmentation.of(1, 0, false), 1);
    }
}
