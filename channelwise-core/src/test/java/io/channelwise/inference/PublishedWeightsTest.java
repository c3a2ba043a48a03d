package io.channelwise.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.channelwise.data.CifarDataset;
import io.channelwise.data.Dataset;
import io.channelwise.data.Epoch;
import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.Transform;
import io.channelwise.runtime.NoGrad;
import io.channelwise.runtime.Scope;
import io.channelwise.runtime.Tensors;
import io.channelwise.testing.Shared;
import io.channelwise.weights.Checkpoint;
import io.channelwise.weights.Interpolation;
import io.channelwise.weights.ModelDescription;
import io.channelwise.weights.Preprocessing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights that others trained in PyTorch classify CIFAR-10's first 1,000 test images as they do there. */
class PublishedWeightsTest {

    private static final Preprocessing INPUT = new Preprocessing(
            3, 32, 32, Interpolation.BILINEAR, 1, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    @ParameterizedTest
    @CsvSource({"resnet20, resnet20-12fca82f.th", "resnet32, resnet32-d509ac18.th", "resnet44, resnet44-014dd654.th"})
    void scoreAsInPyTorch(String model, String file) throws IOException {
        double expected =
                expected().get("accuracy_on_test_batch_first1000").get(file).asDouble();

        try (TrainedNetwork trained = load(model, file)) {
            Evaluation evaluation =
                    new Evaluator(trained.network(), Placement.CPU).evaluate("test", loader(100), PassListener.NONE);

            assertThat(evaluation.samples()).isEqualTo(1000);
            assertThat(evaluation.top1()).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    void giveTheLogitsOfPyTorch() throws IOException {
        JsonNode rows = expected().get("resnet20_logits_first16");

        try (TrainedNetwork trained = load("resnet20", "resnet20-12fca82f.th");
                Epoch batches = loader(rows.size()).epoch(0);
                Scope scope = new Scope();
                NoGrad guard = new NoGrad()) {
            float[] logits = Tensors.floats(
                    Placement.CPU.logits(trained.network(), batches.iterator().next()));

            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < 10; column++) {
                    assertThat((double) logits[10 * row + column])
                            .as("image %d, class %d", row, column)
                            .isCloseTo(rows.get(row).get(column).asDouble(), within(1e-3));
                }
            }
        }
    }

    private static TrainedNetwork load(String model, String file) {
        Checkpoint checkpoint = Checkpoint.read(Shared.path("weights/" + file));
        return TrainedNetwork.load(checkpoint, new ModelDescription(model, images().classes(), INPUT, Map.of(), ""));
    }

    private static Loader loader(int batch) {
        return new Loader(
                images(), LoaderSettings.evaluation(batch, 1), Transform.identity(), Pipelines.normalization(INPUT));
    }

    private static Dataset images() {
        return CifarDataset.cifar10(Shared.path("data/cifar10")).test();
    }

    private static JsonNode expected() throws IOException {
        return new JsonMapper().readTree(Shared.path("weights/expected.json").toFile());
    }
}
