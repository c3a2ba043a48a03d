package io.channelwise.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of the system, from systems that are not this one. */
class MachineFactsTest {

    @TempDir
    private Path folder;

    @Test
    void theProcessorIsNamedWithTheInstructionSetsThatLibrariesHaveCodeFor() {
        List<String> cpuinfo = List.of(
                "processor\t: 0",
                "model name\t: AMD EPYC 9575F 64-Core Processor",
                "flags\t\t: fpu sse4_2 avx2 avx512f avx512_bf16 hypervisor");

        assertThat(Processor.of(cpuinfo, 1, 2))
                .isEqualTo(new Processor(
                        "AMD EPYC 9575F 64-Core Processor", 1, 2, List.of("sse4_2", "avx2", "avx512f", "avx512_bf16")));
    }

    @Test
    void anArmProcessorHasFeaturesAndNoName() {
        Processor arm = Processor.of(List.of("processor\t: 0", "Features\t: fp asimd asimddp i8mm"), 4, 4);
        assertThat(arm.instructionSets()).containsExactly("asimd", "asimddp", "i8mm");
        assertThat(arm.name()).isNotEmpty();
    }

    @Test
    void aSystemThatTellsNothingHasAProcessorAllTheSame() {
        assertThat(Processor.of(List.of(), 2, 2).instructionSets()).isEmpty();
        assertThat(Processor.ofThisMachine().name()).isNotBlank();
    }

    @Test
    void cachesAreThoseThatTheSystemTellsASizeOf() throws IOException {
        cache(0, "1", "Data", "48K");
        cache(1, "1", "Instruction", "");
        cache(2, "2", "Unified", "2048K");

        assertThat(Cache.in(folder).stream().map(Cache::words)).containsExactly("L1 data 48K", "L2 2048K");
        assertThat(Cache.in(folder.resolve("none"))).isEmpty();
    }

    private void cache(int index, String level, String type, String size) throws IOException {
        Path entry = Files.createDirectory(folder.resolve("index" + index));
        Files.writeString(entry.resolve("level"), level + "\n");
        Files.writeString(entry.resolve("type"), type + "\n");
        Files.writeString(entry.resolve("size"), size + "\n");
    }

    @Test
    void theAllocatorIsWhatTheEnvironmentSays() {
        assertThat(Allocator.of(Map.of("PATH", "/bin"), true).source()).isEqualTo("mallopt");
        assertThat(Allocator.of(Map.of(), false).source()).isEqualTo("system");

        Allocator preloaded = Allocator.of(Map.of("LD_PRELOAD", "/usr/lib/libfoo.so:/opt/libjemalloc.so.2"), true);
        assertThat(preloaded.library()).isEqualTo("libjemalloc.so.2");
        assertThat(preloaded.source()).isEqualTo("environment");

        Allocator tuned = Allocator.of(Map.of("GLIBC_TUNABLES", "glibc.malloc.arena_max=1"), true);
        assertThat(tuned.settings()).containsEntry("GLIBC_TUNABLES", "glibc.malloc.arena_max=1");
        assertThat(tuned.library()).isEmpty();
    }

    @Test
    void threadsAreTheCoresUnlessTheUserSaysANumber() {
        assertThat(Threads.of(2, null)).isEqualTo(new Threads(2, "physical cores", ""));
        assertThat(Threads.of(1, "1")).isEqualTo(new Threads(1, "OMP_NUM_THREADS", ""));
        assertThat(Threads.of(2, "many")).isEqualTo(new Threads(2, "physical cores", "many"));
    }

    @Test
    void librariesAreReadFromWhatTheyPrint() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Libraries libraries = Libraries.of(
                json.readTree("{\"capability\":\"AVX2\"}"),
                json.readTree("{\"version\":\"Intel(R) MKL-DNN v3.12.0 (Git Hash 80af)\"}"),
                List.of(
                        "a line",
                        "onednn_verbose,v1,info,cpu,isa:Intel AVX2",
                        "onednn_verbose,v1,info,gpu,runtime:none"),
                Map.of("ONEDNN_MAX_CPU_ISA", "AVX2", "PATH", "/bin"));

        assertThat(libraries)
                .isEqualTo(new Libraries("AVX2", "Intel AVX2", "3.12.0", Map.of("ONEDNN_MAX_CPU_ISA", "AVX2")));
    }

    @Test
    void librariesThatCouldNotBeLoadedSayNothing() {
        assertThat(Libraries.of(null, null, List.of(), Map.of())).isEqualTo(new Libraries("", "", "", Map.of()));
    }

    @Test
    void aFolderThatIsNotThereCanBeMade() {
        Folder missing = Folder.examine("weights", folder.resolve("a").resolve("b"));
        assertThat(missing.exists()).isFalse();
        assertThat(missing.writable()).isTrue();
        assertThat(missing.freeBytes()).isPositive();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderBelowAFileCannot() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Folder impossible = Folder.examine("weights", file.resolve("weights"));
        assertThat(impossible.writable()).isFalse();
        assertThat(impossible.reason()).isEqualTo(file + " is not a folder");
    }
}
