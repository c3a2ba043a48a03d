package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapGapsTest {

    private static final long FREED = (long) HeapGapsProbe.TENSORS / 2 * HeapGapsProbe.TENSOR_BYTES;

    @TempDir
    private Path folder;

    @BeforeEach
    void needsGlibc() {
        assumeTrue(Loader.addressof("malloc_trim") != null, "the C library is not glibc");
    }

    /** As a library, and with settings of the launcher; both keep freed memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "glibc.malloc.arena_max=1:glibc.malloc.trim_threshold=8589934592"
                        + ":glibc.malloc.mmap_threshold=4294967296"
            })
    void areGivenBackAfterAStep(String tunables) throws Exception {
        assertThat(releasedBytes(tunables)).isGreaterThan(FREED * 3 / 4);
    }

    /** In a JVM of its own, of which other tests do not change the size. */
    private long releasedBytes(String tunables) throws Exception {
        Path printed = folder.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HeapGapsProbe.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().remove("GLIBC_TUNABLES");
        if (!tunables.isEmpty()) {
            builder.environment().put("GLIBC_TUNABLES", tunables);
        }
        int code = builder.start().waitFor();
        String text = Files.readString(printed).strip();
        assertThat(code).as(text).isZero();
        return Long.parseLong(text);
    }
}
