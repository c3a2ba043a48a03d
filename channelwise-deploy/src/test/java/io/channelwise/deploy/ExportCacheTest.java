package io.channelwise.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channelwise.inference.TrainedNetwork;
import io.channelwise.weights.WeightsCache;
import io.channelwise.weights.WeightsSource.LocalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of exports stays within its bound, and keeps what was used last. */
class ExportCacheTest {

    @TempDir
    Path folder;

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws IOException {
        Path first = write("a.onnx", 100, 30);
        Path its = write("a.onnx.data", 100, 30);
        Path second = write("b.onnx", 100, 20);
        Path third = write("c.onnx", 100, 10);

        new LeastUsed(folder).trim(400, third);
        assertThat(names()).containsExactly("a.onnx", "a.onnx.data", "b.onnx", "c.onnx");
        LeastUsed.touch(first);
        new LeastUsed(folder).trim(300, third);
        assertThat(second).doesNotExist();
        assertThat(its).exists();
        new LeastUsed(folder).trim(0, third);
        assertThat(names()).containsExactly("c.onnx");
    }

    @Test
    void whatAKilledProcessLeftGoesAfterADay() throws IOException {
        Path kept = write("a.onnx", 100, 1);
        write(".a.onnx.1.tmp", 100, Duration.ofDays(2).toMinutes());
        write(".a.onnx.2.tmp", 100, 1);
        new LeastUsed(folder).trim(1000, kept);
        assertThat(names()).containsExactly(".a.onnx.2.tmp", "a.onnx");
    }

    @Test
    void anExportMakesRoomForItself() throws IOException {
        Path exports = Files.createDirectory(folder.resolve("exports"));
        Path old = Files.write(exports.resolve("old.onnx"), new byte[1000]);
        Path checkpoint = folder.resolve("a.safetensors");
        try (TrainedNetwork trained = Networks.trained("resnet20")) {
            Networks.checkpoint(checkpoint, trained);
        }
        WeightsCache weights = WeightsCache.in(folder.resolve("weights")).offline(true);
        ExportCache cache = new ExportCache(exports, 0);
        Predictor.open(new LocalFile(checkpoint), weights, SessionSettings.DEFAULT, cache)
                .close();
        assertThat(old).doesNotExist();
        try (Stream<Path> files = Files.list(exports)) {
            assertThat(files.filter(file -> file.toString().endsWith(".onnx"))).hasSize(1);
        }
    }

    @Test
    void theBoundIsSaidInMegabytes() {
        assertThat(ExportCache.bound(null)).isEqualTo(1_000_000_000);
        assertThat(ExportCache.bound("50")).isEqualTo(50_000_000);
        assertThatThrownBy(() -> ExportCache.bound("1GB"))
                .hasMessage("CHANNELWISE_EXPORTS_MB: 1GB; allowed: megabytes, 0 or more");
    }

    private Path write(String name, int bytes, long minutesAgo) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(minutesAgo))));
        return file;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
