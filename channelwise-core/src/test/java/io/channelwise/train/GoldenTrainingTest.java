package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import io.channelwise.nn.Losses;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.DeterministicFill;
import io.channelwise.testing.Golden;
import io.channelwise.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Short training runs on real CIFAR-10 records follow PyTorch's, step for step. */
class GoldenTrainingTest {

    private static final int BATCH = 32;
    private static final int RECORDS = 256;
    private static final int PIXELS = 3 * 32 * 32;
    private static final double LOSS_TOLERANCE = 4e-3;
    private static final double NORM_TOLERANCE = 1e-3;

    /**
     * PyTorch 2.13 itself, run again on another processor, misses 3 to 6 % of the single norms by more than 1e-3 and one
     * by 3e-3: rounding grows from step to step in the smallest vectors.
     */
    private static final double SINGLE_NORM = 5e-3;

    @Test
    void sgdWithCosine() throws IOException {
        CosineSchedule cosine = new CosineSchedule(0.05, 0, 12);
        WeightDecay decay = new WeightDecay(1e-4, true);
        follow("se_resnet20 SGD", weights -> new Sgd(weights, 0.9, false, decay), cosine::rate, 0);
    }

    @Test
    void sgdWithNesterovAndLabelSmoothing() throws IOException {
        WeightDecay decay = new WeightDecay(5e-4, true);
        follow("se_resnet20 SGD nesterov smoothing", weights -> new Sgd(weights, 0.9, true, decay), step -> 0.02, 0.1);
    }

    @Test
    void adamW() throws IOException {
        WeightDecay decay = new WeightDecay(0.05, true);
        follow("se_resnet20 AdamW", weights -> new AdamW(weights, decay), step -> 1e-3, 0.1);
    }

    private static void follow(
            String run, Function<Map<String, Tensor>, Optimizer> optimizer, LongToDoubleFunction rate, double smoothing)
            throws IOException {
        JsonNode expected = Golden.json("training.json").get("runs").get(run);
        byte[] records = Files.readAllBytes(Shared.path("data/cifar10/test_batch_first1000.bin"));
        try (Network network = Models.create("se_resnet20", 3, 10, 0);
                Optimizer steps = optimizer.apply(network.parameters())) {
            DeterministicFill.fill(network);
            for (int step = 0; step < expected.get("losses").size(); step++) {
                double loss = step(network, steps, rate.applyAsDouble(step), records, step, smoothing);
                assertThat(loss)
                        .as("loss of step %d", step)
                        .isCloseTo(expected.get("losses").get(step).asDouble(), within(LOSS_TOLERANCE));
            }
            assertNorms(network, expected.get("param_norms"));
        }
    }

    private static double step(
            Network network, Optimizer optimizer, double rate, byte[] records, int step, double smoothing) {
        try (Scope scope = new Scope()) {
            int first = step * BATCH % RECORDS;
            network.zeroGrad();
            Tensor logits = network.call(images(records, first));
            Tensor loss = Losses.crossEntropy(logits, labels(records, first), smoothing);
            loss.backward();
            optimizer.step(rate);
            return Tensors.item(loss);
        }
    }

    private static Tensor images(byte[] records, int first) {
        float[] values = new float[BATCH * PIXELS];
        for (int i = 0; i < values.length; i++) {
            int record = first + i / PIXELS;
            int pixel = records[record * (PIXELS + 1) + 1 + i % PIXELS] & 0xff;
            values[i] = (pixel / 255f - 0.5f) / 0.5f;
        }
        return Tensors.of(values, BATCH, 3, 32, 32);
    }

    private static Tensor labels(byte[] records, int first) {
        long[] labels = new long[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = records[(first + i) * (PIXELS + 1)];
        }
        return Tensors.ofLongs(labels);
    }

    private static void assertNorms(Network network, JsonNode norms) {
        assertThat(norms.size()).isGreaterThan(100);
        double squaredErrors = 0;
        double squares = 0;
        for (Map.Entry<String, JsonNode> norm : norms.properties()) {
            double expected = norm.getValue().asDouble();
            double actual = Golden.norm(network.stateDict().get(norm.getKey()));
            assertThat(actual).as("norm of %s", norm.getKey()).isCloseTo(expected, within(SINGLE_NORM * expected));
            squaredErrors += (actual - expected) * (actual - expected);
            squares += expected * expected;
        }
        assertThat(Math.sqrt(squaredErrors / squares)).as("error of all norms").isLessThan(NORM_TOLERANCE);
    }
}
