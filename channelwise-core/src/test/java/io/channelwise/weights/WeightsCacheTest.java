package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsCacheTest extends DownloadTesting {

    @Test
    void downloadsOnceAndTellsHowItGoes() throws IOException {
        server.file(NAMED, CONTENT);

        Path file = fetch(NAMED);
        fetch(NAMED);

        assertThat(file).hasBinaryContent(CONTENT).hasFileName(NAMED.substring(1));
        assertThat(server.requests).hasSize(1);
        assertThat(heard).containsExactly("started 0 of " + CONTENT.length, "stopped");
        assertThat(names()).containsExactlyInAnyOrder(NAMED.substring(1), NAMED.substring(1) + ".lock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/x", "file:///etc/passwd", "https:///x", "https://me:s@example.org/x"})
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> cache().get(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(address);
    }

    @Test
    void refusesAPageInPlaceOfWeights() throws IOException {
        server.file("/a.safetensors", "<html>Please log in</html>".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> cache().get(server.uri("/a.safetensors")))
                .isInstanceOf(WeightsException.class)
                .hasMessage(server.uri("/a.safetensors")
                        + " is an HTML or XML page, not weights; the download answered with a page");
        assertThat(names()).containsExactly("a.safetensors.lock");
    }

    @Test
    void offlineGivesOnlyWhatIsThere() throws IOException {
        server.file(NAMED, CONTENT);
        WeightsCache offline = cache().offline(true);

        assertThatThrownBy(() -> offline.get(file(NAMED, 1 << 20)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("has not been downloaded, and offline nothing is");
        assertThat(server.requests).isEmpty();
        assertThat(folder).isEmptyDirectory();

        fetch(NAMED);
        assertThat(offline.get(file(NAMED, 1 << 20))).hasBinaryContent(CONTENT);
        assertThat(server.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain.bin", "named"})
    void whatHasChangedIsDownloadedAgain(String name) throws IOException {
        String path = name.equals("named") ? NAMED : name;
        server.file(path, CONTENT);
        Path kept = fetch(path);
        byte[] changed = CONTENT.clone();
        changed[CONTENT.length / 2] ^= 1;
        Files.write(kept, changed);

        assertThatThrownBy(() -> cache().offline(true).get(file(path, 1 << 20)))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(kept + " has changed since it was downloaded, and offline nothing is; ");
        assertThat(fetch(path)).isEqualTo(kept).hasBinaryContent(CONTENT);
        fetch(path);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void whatItsUserHasPutThereIsTaken() throws IOException {
        server.file("/plain.bin", CONTENT);
        Path kept = fetch("/plain.bin");
        Files.delete(kept.resolveSibling("plain.bin.sha256"));
        Files.writeString(kept, "other");

        assertThat(fetch("/plain.bin")).hasContent("other");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void keepsAddressesApartAndInsideTheFolder() {
        List<String> paths = List.of("/x?v=1", "/x?v=2", "/y%2f..%2f..%2fz", "/x.lock", "/x.part", "/.hidden");
        server.file("/", CONTENT);

        List<Path> files = paths.stream().map(this::fetch).toList();

        assertThat(files).doesNotHaveDuplicates().allMatch(file -> file.normalize()
                .startsWith(folder));
    }

    @Test
    void threadsDownloadOnce() throws Exception {
        server.file(NAMED, CONTENT);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Path> fetch = () -> cache().with(DownloadListener.NONE).get(file(NAMED, 1 << 20));
            for (Future<Path> result : pool.invokeAll(List.of(fetch, fetch, fetch, fetch))) {
                assertThat(result.get()).hasBinaryContent(CONTENT);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void processesDownloadOnceAndAKilledOnesPartIsContinued() throws Exception {
        server.stallsOnce(NAMED, CONTENT);
        Process killed = FetchProcess.start(folder, server.uri(NAMED));
        try (BufferedReader words = killed.inputReader()) {
            assertThat(words.readLine()).isEqualTo("bytes");
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThat(names()).doesNotContain(NAMED.substring(1)).contains(NAMED.substring(1) + ".part");

        List<Process> both =
                List.of(FetchProcess.start(folder, server.uri(NAMED)), FetchProcess.start(folder, server.uri(NAMED)));

        for (Process process : both) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(fetch(NAMED)).hasBinaryContent(CONTENT);
        assertThat(server.requests).hasSize(2);
        assertThat(server.ranges.get(1)).matches("bytes=[1-9]\\d*-");
    }
}
