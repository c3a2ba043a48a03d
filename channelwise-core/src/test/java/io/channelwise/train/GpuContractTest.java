package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.channelwise.data.BatchPixels;
import io.channelwise.data.Epoch;
import io.channelwise.inference.MemoryLayout;
import io.channelwise.models.Attentions;
import io.channelwise.models.ModelEntry;
import io.channelwise.models.Models;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Determinism;
import io.channelwise.runtime.Precision;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The device contract on a GPU, for the whole registry; skipped where none can be used. */
class GpuContractTest {

    private static final ComputeDevice GPU = ComputeDevice.of("auto");

    @TempDir
    private Path folder;

    @BeforeEach
    void requireGpu() {
        assumeFalse(GPU.isCpu(), "skipped: no GPU can be used; " + GPU.reason());
    }

    /** Where there is no GPU, one of each is enough to say so. */
    private static Stream<Arguments> ifUsable(Stream<Arguments> all) {
        return GPU.isCpu() ? all.limit(1) : all;
    }

    static Stream<Arguments> networks() {
        Stream<String> attentions = Attentions.entries().stream().map(attention -> "resnet20+" + attention.name());
        Stream<String> models = Stream.concat(Models.entries().stream().map(ModelEntry::name), attentions);
        return ifUsable(models.flatMap(
                model -> Stream.of(Precision.values()).map(precision -> Arguments.of(model, precision))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void takesAStep(String model, Precision precision) {
        DeviceContract.takesAStep(model, GPU, precision, precision == Precision.BFLOAT16 ? 0.1 : 0.01);
    }

    static Stream<Arguments> options() {
        return ifUsable(DeviceContract.options().entrySet().stream().flatMap(each -> Stream.of(Precision.values())
                .map(precision -> Arguments.of(each.getKey(), each.getValue(), precision))));
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("options")
    void trains(String name, UnaryOperator<TrainSettings> option, Precision precision) {
        Computation computation = new Computation("cuda", MemoryLayout.CHANNELS_LAST, precision, false);
        DeviceContract.trains(folder.resolve("run"), computation, option);
    }

    @Test
    void trainsRounded() {
        Computation rounded = new Computation("cuda", MemoryLayout.CHANNELS_LAST, Precision.FLOAT32, true);
        DeviceContract.trains(folder.resolve("run"), rounded, settings -> settings);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void repeatsItselfWhereItIsToBeDeterministic(Precision precision) {
        Computation computation = new Computation("cuda", MemoryLayout.CHANNELS_LAST, precision, false, true);
        TrainSettings settings = SyntheticImages.everythingOn(2, 2).with(computation);
        Determinism.require();
        RunDirectory one = TestRuns.begin(folder.resolve("one"), settings);
        RunDirectory other = TestRuns.begin(folder.resolve("other"), settings);

        TestRuns.train(one, TrainingListener.NONE);
        TestRuns.train(other, TrainingListener.NONE);

        TestRuns.assertSameTensors(one.resumePoint(), other.resumePoint());
    }

    @Test
    void imagesAreSentAsBytes() {
        Computation computation = new Computation("cuda", MemoryLayout.CHANNELS_LAST, Precision.FLOAT32, false);
        TrainSettings settings = SyntheticImages.settings(1).with(computation);
        TrainingData data = TrainingData.of(SyntheticImages.splits(), SyntheticImages.defaults(), settings);
        try (Epoch epoch = data.train().epoch(0)) {
            assertThat(epoch.iterator().next().values()).isInstanceOf(BatchPixels.Bytes.class);
        }
    }
}
