package io.channelwise.train;

import io.channelwise.inference.MemoryLayout;
import io.channelwise.models.Attentions;
import io.channelwise.runtime.ComputeDevice;
import io.channelwise.runtime.Precision;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The device contract in bfloat16 on the processor: one network of each kind, all attentions and options. */
class AutocastContractTest {

    private static final Computation BF16 =
            new Computation("cpu", MemoryLayout.CHANNELS_LAST, Precision.BFLOAT16, false);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"se_resnet20", "sk_resnet20", "skresnet18", "legacy_seresnet18"})
    void aNetworkTakesAStep(String model) {
        DeviceContract.takesAStep(model, ComputeDevice.CPU, Precision.BFLOAT16, 0.05);
    }

    static Stream<String> attentions() {
        return Attentions.entries().stream().map(attention -> "resnet20+" + attention.name());
    }

    @ParameterizedTest
    @MethodSource("attentions")
    void anAttentionTakesAStep(String model) {
        DeviceContract.takesAStep(model, ComputeDevice.CPU, Precision.BFLOAT16, 0.05);
    }

    static Stream<Arguments> options() {
        return DeviceContract.options().entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("options")
    void anOptionTrains(String name, UnaryOperator<TrainSettings> option) {
        DeviceContract.trains(folder.resolve("run"), BF16, option);
    }
}
