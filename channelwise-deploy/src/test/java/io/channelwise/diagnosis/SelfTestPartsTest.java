package io.channelwise.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.nn.Conv2d;
import io.channelwise.nn.Operation.Reduce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The parts of the self-test, in this process. */
class SelfTestPartsTest {

    private static final LayerShape GROUPED =
            new LayerShape.Convolution(Conv2d.options(16, 32, 3).padding(1).groups(4), 9, 9);

    static List<LayerShape> shapes() {
        return List.of(
                GROUPED,
                new LayerShape.Convolution(Conv2d.options(8, 12, 1).stride(2).withoutBias(), 7, 7),
                new LayerShape.Convolution1d(Conv2d.options(1, 1, 3).padding(1).withoutBias(), 20),
                new LayerShape.Dense(30, 7, true),
                new LayerShape.Norm(10, 5, 5),
                new LayerShape.Pool(Reduce.MAX, 6, 3, 2, 1, false, 8, 8),
                new LayerShape.Pool(Reduce.AVERAGE, 6, 2, 2, 0, true, 7, 7),
                new LayerShape.AdaptivePool(Reduce.AVERAGE, 6, 1, 1, 7, 7),
                new LayerShape.AdaptivePool(Reduce.MAX, 6, null, 1, 7, 7));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyKindOfLayerIsAsInFloat64(LayerShape shape) {
        LayerTrial trial = new LayerTrial(phase -> {});
        for (MemoryLayout layout : MemoryLayout.values()) {
            LayerTrial.Values values = trial.compute(shape, layout);
            assertThat(values.actual()).containsKeys("output", "gradient of the input", "evaluation");
            assertThat(values.actual().keySet()).isEqualTo(values.expected().keySet());
            values.expected().forEach((name, expected) -> assertThat(
                            Difference.between(expected, values.actual().get(name)))
                    .as(name)
                    .isEmpty());
        }
    }

    @Test
    void parametersHaveGradientsThatAreCompared() {
        LayerTrial.Values values = new LayerTrial(phase -> {}).compute(GROUPED, MemoryLayout.CONTIGUOUS);
        assertThat(values.expected()).containsKeys("gradient of weight", "gradient of bias");
        assertThat(values.expected().get("gradient of weight")).hasSize(32 * 4 * 3 * 3);
    }

    @Test
    void eachPhaseIsToldBeforeItBegins() {
        List<String> phases = new ArrayList<>();
        LayerTrial trial = new LayerTrial(phases::add);
        trial.compute(GROUPED, MemoryLayout.CHANNELS_LAST);
        trial.compute(GROUPED, MemoryLayout.CONTIGUOUS);
        assertThat(phases)
                .containsExactly("float64", "forward", "backward", "evaluation", "forward", "backward", "evaluation");
    }

    @Test
    void anExportIsAsInLibtorch() throws Exception {
        LayerTrial.Values values = new ExportTrial(phase -> {}).compute("se_resnet20");
        assertThat(Difference.between(
                        values.expected().get("logits"), values.actual().get("logits")))
                .isEmpty();
    }

    @Test
    void numbersThatAreWrongDiffer() {
        float[] right = {1, -2, 0};
        assertThat(Difference.between(right, right)).isEmpty();
        assertThat(Difference.between(right, new float[] {1, -2, 1e-4f})).isEmpty();
        assertThat(Difference.between(right, new float[] {1, -2, 1e-3f}))
                .hasValue("differs by 0.00050 of the largest value");
        assertThat(Difference.between(right, new float[] {1, Float.NaN, 0})).hasValue("is not finite");
        assertThat(Difference.between(right, new float[] {1})).isPresent();
        assertThat(Difference.between(new float[2], new float[] {0, 1})).isPresent();
    }

    @Test
    void shapesOfANetworkAreDistinctAndSmall() {
        Set<LayerShape> shapes = ShapeCollector.of("resnet18+eca");
        assertThat(shapes)
                .contains(
                        new LayerShape.Convolution(
                                Conv2d.options(3, 64, 7).stride(2).padding(3).withoutBias(), 14, 14),
                        new LayerShape.Convolution(
                                Conv2d.options(512, 512, 3).padding(1).withoutBias(), 7, 7),
                        new LayerShape.Dense(512, 1000, true),
                        new LayerShape.Pool(Reduce.MAX, 64, 3, 2, 1, false, 14, 14))
                .anyMatch(LayerShape.Convolution1d.class::isInstance);
        assertThat(shapes).allSatisfy(shape -> assertThat(shape.input()[shape.input().length - 1])
                .isPositive());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void tasksTravelAsJson(LayerShape shape) throws Exception {
        Task[] tasks = {new Task.Trial(shape, MemoryLayout.CHANNELS_LAST), new Task.Shapes("resnet18")};
        String json = Probe.JSON.writeValueAsString(tasks);
        assertThat(Probe.JSON.readValue(json, Task[].class)).isEqualTo(tasks);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void everyLibraryTellsAboutItself(Library library) throws Exception {
        Map<String, Object> facts = NativeFacts.of(library);
        assertThat(facts).isNotEmpty().doesNotContainValue(null);
    }
}
