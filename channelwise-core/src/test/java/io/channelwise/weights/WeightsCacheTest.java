package io.channelwise.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsCacheTest {

    private static final byte[] CONTENT = content();
    private static final String HASH = sha256(CONTENT);
    private static final String NAMED = "/net-" + HASH.substring(0, 12) + ".pth";
    private static final DownloadSettings QUICK =
            new DownloadSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, Duration.ofMillis(1), 4);

    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();
    private WeightsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WeightsServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

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

    @Test
    void followsRedirects() {
        server.redirect("/a", "/b");
        server.redirect("/b", server.uri(NAMED).toString());
        server.file(NAMED, CONTENT);

        assertThat(fetch("/a")).hasBinaryContent(CONTENT).hasFileName("a");
    }

    @Test
    void endsARedirectLoop() throws IOException {
        server.redirect("/a", "/a");

        assertRefused("/a", 1 << 20).hasMessageContaining("redirects more than 4 times");
        assertThat(server.requests).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/x", "ftp://example.org/x", "https://me:secret@example.org/x", "::"})
    void refusesToBeLedAstray(String location) throws IOException {
        server.redirect("/a", location);

        assertRefused("/a", 1 << 20).hasMessageContaining("redirects to").hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/x", "file:///etc/passwd", "https:///x", "https://me:s@example.org/x"})
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> cache().get(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(address);
    }

    @ParameterizedTest
    @CsvSource({
        "404, 1, the server does not have it (HTTP 404): check the name",
        "403, 1, the server refuses it (HTTP 403): check the name",
        "401, 1, the server refuses it (HTTP 401): check the name",
        "503, 3, the server has trouble (HTTP 503): try again later",
        "429, 3, the server asks to wait (HTTP 429): try again later",
        "418, 1, the server does not send it (HTTP 418)"
    })
    void saysWhatAStatusMeans(int status, int requests, String message) throws IOException {
        server.status("/a", status);

        assertRefused("/a", 1 << 20).hasMessageContaining(message).hasMessageStartingWith(server.uri("/a") + ": ");
        assertThat(server.requests).hasSize(requests);
    }

    @Test
    void refusesOtherBytesThanTheNamePromises() throws IOException {
        byte[] other = CONTENT.clone();
        other[500] ^= 1;
        server.file(NAMED, other);

        assertRefused(NAMED, 1 << 20)
                .hasMessageContaining("its SHA-256 is " + sha256(other) + "; expected " + HASH.substring(0, 12));
        assertThat(names()).containsExactly(NAMED.substring(1) + ".lock");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void refusesOtherBytesThanTheHubPromises() throws IOException {
        server.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("X-Linked-ETag", "\"" + HASH + "\"");
            exchange.getResponseHeaders().set("Location", "/b");
            exchange.sendResponseHeaders(302, -1);
        });
        server.file("/b", new byte[CONTENT.length]);

        assertRefused("/a", 1 << 20).hasMessageEndingWith("expected " + HASH);
    }

    @Test
    void takesADateForNoHash() {
        server.file("/net-20240131.pth", CONTENT);

        assertThat(fetch("/net-20240131.pth")).hasBinaryContent(CONTENT);
    }

    @Test
    void goesOnAfterABreak() {
        server.breaksOnce(NAMED, CONTENT);

        assertThat(fetch(NAMED)).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("", "bytes=" + CONTENT.length / 2 + "-");
        assertThat(heard).contains("started " + CONTENT.length / 2 + " of " + CONTENT.length);
    }

    @Test
    void goesOnAfterAStall() {
        server.stallsOnce(NAMED, CONTENT);

        assertThat(cache().with(stallingAfter(200)).get(file(NAMED, 1 << 20))).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("", "bytes=" + CONTENT.length / 2 + "-");
        assertThat(heard).contains("retrying: no byte came for 200 ms");
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() {
        server.serve("/a", exchange -> server.awaitEnd());
        DownloadSettings once =
                new DownloadSettings(Duration.ofMillis(100), Duration.ofMillis(100), 0, Duration.ZERO, 0);

        assertThatThrownBy(() -> cache().with(once).get(file("/a", 1 << 20)))
                .hasMessageContaining("127.0.0.1 does not answer");
    }

    @Test
    void startsAnewWhereRangesAreIgnored() {
        boolean[] broken = {false};
        server.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("ETag", WeightsServer.ETAG);
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, broken[0] ? CONTENT.length : 10);
            broken[0] = true;
        });

        assertThat(fetch("/a")).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("", "bytes=10-");
    }

    @Test
    void startsAnewWhereThePartIsOfAnotherVersion() throws IOException {
        server.breaksOnce(NAMED, CONTENT);
        putPart(NAMED, new byte[100], "\"version-0\"");

        assertThat(fetch(NAMED)).hasBinaryContent(CONTENT);
        assertThat(server.ranges).first().isEqualTo("bytes=100-");
    }

    @Test
    void startsAnewWhereTheContinuedFileHasAnotherHash() throws IOException {
        server.continues(NAMED, CONTENT);
        putPart(NAMED, new byte[100], WeightsServer.ETAG);

        assertThat(fetch(NAMED)).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("bytes=100-", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 3-9/10", "bytes 0-9/10", "nonsense", "bytes 99999999999999999999-1/2"})
    void startsAnewWhereTheServerGoesOnElsewhere(String contentRange) throws IOException {
        server.serve("/a", exchange -> {
            boolean asked = exchange.getRequestHeaders().containsKey("Range");
            exchange.getResponseHeaders().set("Content-Range", contentRange);
            exchange.sendResponseHeaders(asked ? 206 : 200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
        });
        putPart("/a", new byte[5], WeightsServer.ETAG);

        assertThat(fetch("/a")).hasBinaryContent(CONTENT);
        assertThat(server.ranges).containsExactly("bytes=5-", "");
    }

    @Test
    void startsAnewWhereTheRangeIsPastTheEnd() throws IOException {
        server.serve("/a", exchange -> {
            boolean asked = exchange.getRequestHeaders().containsKey("Range");
            exchange.sendResponseHeaders(asked ? 416 : 200, asked ? -1 : CONTENT.length);
            if (!asked) {
                exchange.getResponseBody().write(CONTENT);
            }
        });
        putPart("/a", CONTENT, WeightsServer.ETAG);

        assertThat(fetch("/a")).hasBinaryContent(CONTENT);
    }

    @Test
    void keepsATruncatedDownloadForLaterButNotUnderItsName() throws IOException {
        server.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("ETag", WeightsServer.ETAG);
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 7);
        });

        assertRefused("/a", 1 << 20).hasMessageContaining("the connection broke");
        assertThat(names()).containsExactlyInAnyOrder("a.lock", "a.part", "a.part.tag");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void refusesALengthAboveTheLimit() throws IOException {
        server.file("/a", CONTENT);

        assertRefused("/a", 1000).hasMessageContaining("is longer than the 1000 bytes that are taken");
    }

    @Test
    void refusesAnEndlessBody() throws IOException {
        server.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(CONTENT);
            }
        });

        assertRefused("/a", 100_000).hasMessageContaining("is longer than the 100000 bytes that are taken");
        assertThat(names()).containsExactly("a.lock");
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

    private AbstractThrowableAssert<?, ?> assertRefused(String path, long maxBytes) throws IOException {
        AbstractThrowableAssert<?, ?> refusal =
                assertThatThrownBy(() -> cache().get(file(path, maxBytes))).isInstanceOf(WeightsException.class);
        assertThat(names()).doesNotContain(path.substring(1));
        return refusal;
    }

    private Path fetch(String path) {
        return cache().get(file(path, 1 << 20));
    }

    private RemoteFile file(String path, long maxBytes) {
        return new RemoteFile(server.uri(path), maxBytes, file -> {});
    }

    private static DownloadSettings stallingAfter(int millis) {
        return new DownloadSettings(Duration.ofSeconds(5), Duration.ofMillis(millis), 2, Duration.ofMillis(1), 4);
    }

    private WeightsCache cache() {
        return WeightsCache.in(folder).with(QUICK).with(new DownloadListener() {
            @Override
            public void started(URI uri, long done, long total) {
                heard.add("started " + done + " of " + total);
            }

            @Override
            public void stopped() {
                heard.add("stopped");
            }

            @Override
            public void retrying(URI uri, String reason) {
                heard.add("retrying: " + reason);
            }
        });
    }

    private void putPart(String path, byte[] bytes, String tag) throws IOException {
        Path place = folder.resolve(server.uri("/").getAuthority().replace(':', '_'));
        Files.createDirectories(place);
        Files.write(place.resolve(path.substring(1) + ".part"), bytes);
        Files.writeString(place.resolve(path.substring(1) + ".part.tag"), tag);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static byte[] content() {
        byte[] bytes = new byte[50_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
