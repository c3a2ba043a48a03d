package io.channelwise.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.runtime.CudaLibraries;
import io.channelwise.runtime.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPUs that this machine need not have. */
class GpuTest {

    private static final String DRIVER = "libcuda.so.1";

    @TempDir
    private Path folder;

    @Test
    void theDriverTellsItsVersionAndCards() throws IOException {
        Files.writeString(
                folder.resolve("version"),
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (a)\nGCC version: 12.3.0\n");
        Path card = Files.createDirectories(folder.resolve("gpus/0000:18:00.0"));
        Files.writeString(card.resolve("information"), "Model: \t\t NVIDIA H200\nIRQ:   \t 17\n");

        assertThat(Gpu.driver(folder)).isEqualTo("580.65.06");
        assertThat(Gpu.cards(folder)).containsExactly("NVIDIA H200");
    }

    @Test
    void withoutADriverThereIsNoGpuAndNothingIsWrong() {
        assertThat(Gpu.driver(folder)).isEmpty();
        assertThat(Gpu.cards(folder)).isEmpty();
        Gpu none = new Gpu(List.of(), "", false, null, "cpu", "");
        assertThat(none.words()).isEqualTo("computes on the processor: no NVIDIA driver is loaded");
        assertThat(new Problems().gpu(none).all()).isEmpty();
    }

    @Test
    void missingLibrariesAreNamed() {
        FoundLibraries libraries = FoundLibraries.of(name -> !name.startsWith("libcudnn"));
        assertThat(libraries.missing()).containsExactly("libcudnn.so.9");
        assertThat(libraries.found()).contains("libcudart.so.13").hasSize(CudaLibraries.NEEDED.size() - 1);

        Gpu gpu = new Gpu(List.of("NVIDIA H200"), "580.65.06", true, libraries, "cpu", "no CUDA");
        assertThat(new Problems().gpu(gpu).all()).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains("not found: libcudnn.so.9");
            assertThat(problem.advice()).contains("LD_LIBRARY_PATH");
        });
    }

    @Test
    void aGpuThatComputesWronglyIsAProblem() {
        FoundLibraries all = FoundLibraries.of(name -> true);
        Gpu gpu = new Gpu(List.of(), "470.1.2", true, all, "cpu", "the driver is too old");
        assertThat(new Problems().gpu(gpu).all()).singleElement().satisfies(problem -> assertThat(problem.what())
                .contains("the driver is too old"));
    }

    @Test
    void aGpuThatThisBuildCannotUseIsToldAndNotWrong() {
        Gpu unused = new Gpu(List.of("NVIDIA H200"), "580.65.06", false, FoundLibraries.of(name -> true), "cpu", "");
        assertThat(unused.words()).contains("profile cuda");
        assertThat(new Problems().gpu(unused).all()).isEmpty();
        Gpu used = new Gpu(List.of("NVIDIA H200"), "580.65.06", true, FoundLibraries.of(name -> true), "cuda", "");
        assertThat(used.words()).isEqualTo("computes on the GPU");
        assertThat(new Problems().gpu(used).all()).isEmpty();
    }

    /** Another libtorch needs other versions, which its JavaCPP classes declare. */
    @Test
    void neededIsWhatTheNativesDeclare() {
        NativeLibraries.folder();
        Properties platform = Loader.loadProperties("linux-x86_64", null);
        platform.setProperty("platform.extension", "-gpu");
        ClassProperties declared = Loader.loadProperties(org.bytedeco.pytorch.presets.torch.class, platform, true);
        List<String> names = declared.get("platform.preload").stream()
                .map(library -> library.replaceFirst("#.*", ""))
                .map(library -> "lib" + library.replaceFirst("@", ".so"))
                .toList();

        assertThat(names)
                .containsAll(CudaLibraries.NEEDED.stream()
                        .filter(name -> !name.equals(DRIVER))
                        .toList());
    }
}
