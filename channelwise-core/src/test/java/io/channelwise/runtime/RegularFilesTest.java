package io.channelwise.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.testing.SpecialFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegularFilesTest {

    @TempDir
    Path folder;

    @Test
    void readsFilesAndLinksToThem() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(RegularFiles.bytes(link)).containsExactly(1, 2, 3);
        assertThat(RegularFiles.size(file)).isEqualTo(3);
        try (var in = RegularFiles.stream(file);
                var channel = RegularFiles.channel(link)) {
            assertThat(in.readAllBytes()).hasSize(3);
            assertThat(channel.size()).isEqualTo(3);
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void refusesPipesDevicesAndFolders() throws Exception {
        for (Path special : new Path[] {SpecialFiles.pipe(folder.resolve("pipe")), Path.of("/dev/zero")}) {
            assertThatThrownBy(() -> RegularFiles.bytes(special)).satisfies(e -> assertReason(e, "not a regular file"));
            assertThatThrownBy(() -> RegularFiles.stream(special))
                    .satisfies(e -> assertReason(e, "not a regular file"));
            assertThatThrownBy(() -> RegularFiles.channel(special))
                    .satisfies(e -> assertReason(e, "not a regular file"));
        }
        assertThatThrownBy(() -> RegularFiles.bytes(folder)).satisfies(e -> assertReason(e, "is a folder"));
        assertThatThrownBy(() -> RegularFiles.bytes(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    /** A file there is regular and of length 0, but some of them never end. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void readsNothingBeyondTheLengthThatIsTold() throws IOException {
        Path growing = Path.of("/proc/self/smaps");

        assertThat(RegularFiles.bytes(growing)).isEmpty();
        try (var in = RegularFiles.stream(growing)) {
            assertThat(in.read()).isNegative();
        }
    }

    private static void assertReason(Throwable e, String reason) {
        assertThat(e).isInstanceOf(FileSystemException.class);
        assertThat(IoReasons.of((IOException) e)).isEqualTo(reason);
    }
}
