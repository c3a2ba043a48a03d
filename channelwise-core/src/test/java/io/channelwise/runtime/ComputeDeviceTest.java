package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.runtime.ComputeDevice.Gpu;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.Test;

class ComputeDeviceTest {

    private static final Gpu NONE = new Gpu(false, false, "");
    private static final Gpu GOOD = new Gpu(true, true, "");
    private static final Gpu NOT_COMPILED = new Gpu(true, false, "");
    private static final Gpu FULL = new Gpu(true, true, "CUDA error: out of memory");

    @Test
    void autoTakesAGpuThatWorks() {
        assertThat(ComputeDevice.choose("auto", GOOD)).isEqualTo(new ComputeDevice(DeviceType.CUDA, ""));
        assertThat(ComputeDevice.choose("auto", NONE)).isEqualTo(ComputeDevice.CPU);
    }

    @Test
    void autoSaysWhyAGpuIsNotTaken() {
        assertThat(ComputeDevice.choose("auto", NOT_COMPILED).reason()).contains("Maven profile cuda");
        assertThat(ComputeDevice.choose("auto", FULL).reason()).endsWith("CUDA error: out of memory");
        assertThat(ComputeDevice.choose("auto", FULL)).hasToString("cpu");
    }

    @Test
    void cudaThatDoesNotWorkIsRefusedWithTheReason() {
        assertThatThrownBy(() -> ComputeDevice.choose("cuda", NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device: cuda; this machine has no NVIDIA GPU");
        assertThatThrownBy(() -> ComputeDevice.choose("cuda", FULL)).hasMessageEndingWith("out of memory");
        assertThat(ComputeDevice.choose("cuda", GOOD)).hasToString("cuda");
    }

    @Test
    void cpuIsAlwaysThere() {
        assertThat(ComputeDevice.of("cpu")).isEqualTo(ComputeDevice.CPU);
        assertThat(ComputeDevice.of("auto").device()).isNotNull();
    }

    @Test
    void otherWordsAreRefused() {
        assertThatThrownBy(() -> ComputeDevice.of("gpu")).hasMessage("device: gpu; allowed: auto, cpu, cuda");
    }
}
