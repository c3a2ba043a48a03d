package io.channelwise.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.runtime.ComputeDevice;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkersTest {

    private static final ComputeDevice CUDA = new ComputeDevice(DeviceType.CUDA, "");

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 1, 1", "8, 7, 1", "16, 15, 2", "64, 16, 8"})
    void followCoresAndDevice(int cores, int besideGpu, int besideProcessor) {
        assertThat(Workers.beside(CUDA, cores)).isEqualTo(besideGpu);
        assertThat(Workers.beside(ComputeDevice.CPU, cores)).isEqualTo(besideProcessor);
    }
}
