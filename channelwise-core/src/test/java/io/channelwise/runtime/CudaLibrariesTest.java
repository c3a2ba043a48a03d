package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CudaLibrariesTest {

    @Test
    void aLibraryIsFoundOrNot() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: the names are Linux's");
        Engine.start();

        assertThat(CudaLibraries.isFound("libm.so.6")).isTrue();
        assertThat(CudaLibraries.isFound("libchannelwise_none.so.13")).isFalse();
    }

    @Test
    void theMissingOnesAreNamed() {
        assertThat(CudaLibraries.complaint(List.of("libcudnn.so.9")))
                .startsWith("libcudnn.so.9 is missing; docs/gpu.md");
        assertThat(CudaLibraries.complaint(List.of("libcublas.so.13", "libcudnn.so.9")))
                .startsWith("libcublas.so.13, libcudnn.so.9 are missing; ")
                .contains("LD_LIBRARY_PATH");
    }

    @Test
    void nothingIsWrongWithABuildThatHasNoKernels() {
        assumeTrue(!CudaLibraries.areKernelsHere(), "skipped: built with CUDA kernels");

        assertThat(ComputeDevice.of("auto").isCpu()).isTrue();
    }
}
