package io.channelwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.channelwise.diagnosis.Allocator;
import io.channelwise.diagnosis.Cache;
import io.channelwise.diagnosis.Diagnosis;
import io.channelwise.diagnosis.Failure;
import io.channelwise.diagnosis.Folder;
import io.channelwise.diagnosis.FoundLibraries;
import io.channelwise.diagnosis.Gpu;
import io.channelwise.diagnosis.JavaRuntime;
import io.channelwise.diagnosis.Libraries;
import io.channelwise.diagnosis.NativeVersion;
import io.channelwise.diagnosis.Problem;
import io.channelwise.diagnosis.Processor;
import io.channelwise.diagnosis.SelfTestResult;
import io.channelwise.diagnosis.Threads;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of machines that this one is not. */
class DoctorPageTest {

    private static final Gpu NO_GPU = new Gpu(List.of(), "", false, null, "cpu", "");

    @Test
    void aMachineThatTellsNoCachesSaysSo() {
        assertThat(page(machine(List.of(), NO_GPU, null, List.of())))
                .contains("caches      the system tells none")
                .contains("self-test   not made")
                .contains("gpu         computes on the processor: no NVIDIA driver is loaded")
                .endsWith("nothing is wrong" + System.lineSeparator());
    }

    @Test
    void whatIsThereIsAligned() {
        assertThat(page(machine(List.of(new Cache(2, "Unified", "1024K", "0")), NO_GPU, null, List.of())))
                .contains("processor   EPYC, 1 physical core, 2 logical")
                .contains("            avx2 avx512f")
                .contains("caches      L2 1024K")
                .contains("libtorch    computes with AVX512")
                .contains("oneDNN      3.12.0 computes with Intel AVX2")
                .contains("limits      ONEDNN_MAX_CPU_ISA=AVX2")
                .contains("threads     1 for one operation, from OMP_NUM_THREADS")
                .contains("allocator   libjemalloc.so.2")
                .contains("            LD_PRELOAD=/opt/libjemalloc.so.2");
    }

    @Test
    void aGpuWhoseLibrariesAreMissingNamesThem() {
        FoundLibraries libraries = new FoundLibraries(List.of("libcudart.so.13"), List.of("libcudnn.so.9"));
        Gpu gpu = new Gpu(List.of("NVIDIA H200"), "580.65.06", true, libraries, "cpu", "");
        assertThat(page(machine(List.of(), gpu, null, List.of())))
                .contains("gpu         computes on the processor: not found: libcudnn.so.9")
                .contains("            NVIDIA H200")
                .contains("            driver 580.65.06")
                .contains("            found: libcudart.so.13")
                .contains("            missing: libcudnn.so.9");
    }

    @Test
    void problemsComeLastWithWhatToDo() {
        Failure failure = new Failure("conv2d", "backward", "the process was ended by SIGFPE", "", "OMP_NUM_THREADS=1");
        SelfTestResult result = new SelfTestResult(296, 565, List.of(failure), 3, 50.2);
        Problem problem = new Problem(failure.words(), "avoid it with OMP_NUM_THREADS=1");
        assertThat(page(machine(List.of(), NO_GPU, result, List.of(problem))))
                .contains("self-test   1 wrong: 296 layer shapes, 565 computations, 50 s, 3 not made")
                .contains("wrong: conv2d, backward: the process was ended by SIGFPE")
                .contains("   do: avoid it with OMP_NUM_THREADS=1")
                .doesNotContain("nothing is wrong");
    }

    private static Diagnosis machine(List<Cache> caches, Gpu gpu, SelfTestResult result, List<Problem> problems) {
        return new Diagnosis(
                new Processor("EPYC", 1, 2, List.of("avx2", "avx512f")),
                caches,
                new Libraries("AVX512", "Intel AVX2", "3.12.0", Map.of("ONEDNN_MAX_CPU_ISA", "AVX2")),
                new Threads(1, "OMP_NUM_THREADS", ""),
                new Allocator(Map.of("LD_PRELOAD", "/opt/libjemalloc.so.2"), "libjemalloc.so.2", "environment"),
                new JavaRuntime("17.0.15", "Debian", "/usr/lib/jvm", 1_000_000_000),
                List.of(new NativeVersion("pytorch", "2.13.0-1.5.14", true, "")),
                gpu,
                List.of(new Folder("weights", "/cache", false, true, "", 2_000_000_000)),
                result,
                problems);
    }

    private static String page(Diagnosis diagnosis) {
        StringWriter text = new StringWriter();
        DoctorPage.print(diagnosis, new PrintWriter(text));
        return text.toString();
    }
}
