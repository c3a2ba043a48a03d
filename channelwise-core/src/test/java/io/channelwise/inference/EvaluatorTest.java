package io.channelwise.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.data.Dataset;
import io.channelwise.data.DatasetName;
import io.channelwise.data.DatasetSpec;
import io.channelwise.data.Loader;
import io.channelwise.data.LoaderSettings;
import io.channelwise.data.Transform;
import io.channelwise.models.Models;
import io.channelwise.models.Network;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

    private static final Dataset SHAPES = DatasetSpec.parse("shapes").open().test();

    /** As on a GPU: neither reading several batches at once nor sending bytes changes a score. */
    @ParameterizedTest
    @CsvSource({"2, false", "3, true", "100, true"})
    void scoresAreTheSame(int batchesPerReading, boolean bytes) {
        List<Double> expectedLosses = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        try (Network network = Models.create("resnet20", 3, SHAPES.classes().size(), 0)) {
            Placement.CPU.take(network);
            Evaluation expected =
                    new Evaluator(network, Placement.CPU).evaluate("a", loader(false), into(expectedLosses));
            long before = Pointer.totalCount();
            Evaluation actual =
                    new Evaluator(network, Placement.CPU, batchesPerReading).evaluate("b", loader(bytes), into(losses));

            // What earlier tests left to the garbage collector may go meanwhile.
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
            assertThat(losses).isEqualTo(expectedLosses).hasSize(10);
            assertThat(actual.loss()).isEqualTo(expected.loss());
            assertThat(actual.confusion()).isDeepEqualTo(expected.confusion());
            assertThat(actual.worst()).isEqualTo(expected.worst());
        }
    }

    private static Loader loader(boolean bytes) {
        LoaderSettings settings = LoaderSettings.evaluation(100, 1).withBytes(bytes);
        return new Loader(
                SHAPES,
                settings,
                Transform.identity(),
                DatasetName.SHAPES.defaults().normalization());
    }

    private static PassListener into(List<Double> losses) {
        return new PassListener() {
            @Override
            public void batchDone(int images, double loss) {
                losses.add(loss);
            }
        };
    }
}
